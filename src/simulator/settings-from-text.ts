import { errorOf } from '../domain/errors.ts';
import { INCIDENT_KINDS, type Incident } from './incident.ts';

const HOUR_MS = 3_600_000;
/** Hours an incident lasts when none are given. */
const USUAL_HOURS: Readonly<Record<Incident['kind'], number>> = {
  'dead-hour': 1,
  'voided-answers': 1,
  'broken-field': 1,
  'title-launch': 72,
  'taste-shift': 0,
  'bad-release': 24,
  'broken-age': 24,
};

/**
 * Reads `KIND@DAY[:HOUR][+HOURS]`, days and hours counted from 0 at the start, such as
 * `dead-hour@2:14` or `title-launch@3+48`. @throws InputError `SIMULATION_SETTING`
 */
export function parseIncident(text: string, startMs: number): Incident {
  const match = /^([a-z-]+)@(\d+)(?::(\d+(?:\.\d+)?))?(?:\+(\d+(?:\.\d+)?))?$/.exec(text);
  const kind = INCIDENT_KINDS.find((known) => known === match?.[1]);
  if (match === null || kind === undefined)
    throw errorOf('SIMULATION_SETTING', {
      setting: 'incident',
      found: `'${text}'`,
      expected: `KIND@DAY[:HOUR][+HOURS] with KIND one of ${INCIDENT_KINDS.join(', ')}`,
    });
  const fromMs = startMs + Math.round((Number(match[2]) * 24 + Number(match[3] ?? 0)) * HOUR_MS);
  const hours = match[4] === undefined ? USUAL_HOURS[kind] : Number(match[4]);
  return { kind, fromMs, toMs: fromMs + Math.round(hours * HOUR_MS) };
}

/** Shares of the two kinds of damaged line, in the proportion in which they were seen. */
export const faultShares = (
  rate: number,
): { readonly inserted: number; readonly replaced: number } => ({
  inserted: (rate * 7) / 11,
  replaced: (rate * 4) / 11,
});

/** Share of damaged lines in the real stream. */
export const REAL_FAULT_RATE = 0.0011;
