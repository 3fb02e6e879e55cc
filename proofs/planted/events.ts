import type { Report } from '../../src/monitoring/index.ts';
import type { Incident, IncidentKind } from '../../src/simulator/index.ts';
import { DAY_MS, HOUR_MS, START_MS } from './calendar.ts';
import type { JudgedDay } from './live-weeks.ts';

type Drifted = Report['drift']['drifted'][number];
type CameWith = Report['drift']['cameWith'];

/** Something that is made to happen, and what a report must say of it. */
export interface PlantedEvent {
  readonly kind: IncidentKind;
  /** Where the services of the proof are too small to show it: how many times as large it is. */
  readonly scale?: { readonly users: number; readonly activity: number };
  /** @param day counted from 0 at the start of the log */
  incident(day: number): Incident;
  /** Whether a drift names field, segment and first hour. */
  isNamed(drift: Drifted, on: JudgedDay): boolean;
  /** Whether the report says what came with it. */
  cameWith(causes: CameWith): boolean;
}

const at =
  (kind: IncidentKind, hour: number, hours: number) =>
  (day: number): Incident => {
    const fromMs = START_MS + day * DAY_MS + hour * HOUR_MS;
    return { kind, fromMs, toMs: fromMs + hours * HOUR_MS };
  };
const hourOf = ({ firstHour }: Drifted): number => new Date(firstHour).getUTCHours();
const isNear = (drift: Drifted, hour: number): boolean => Math.abs(hourOf(drift) - hour) <= 1;

/** A day has one of each; the reports are never told which. */
export const PLANTED: readonly PlantedEvent[] = [
  {
    kind: 'dead-hour',
    incident: at('dead-hour', 19, 1),
    isNamed: (drift) =>
      drift.field === 'hours' && drift.segment === '19:00 to 20:00' && hourOf(drift) === 19,
    cameWith: ({ release }) => release === null,
  },
  {
    kind: 'voided-answers',
    incident: at('voided-answers', 7, 5),
    isNamed: (drift) =>
      drift.field === 'answers' && drift.segment === 'voided' && hourOf(drift) === 7,
    cameWith: ({ release }) => release === null,
  },
  {
    kind: 'title-launch',
    incident: at('title-launch', 10, 72),
    // On top of every list of the service while it lasts: a launch that two viewers see is none.
    isNamed: (drift, { launched }) =>
      drift.field === 'titles' && drift.segment === launched && isNear(drift, 10),
    cameWith: ({ catalogue }) => catalogue?.includes('1 movie came') === true,
  },
  {
    kind: 'bad-release',
    incident: at('bad-release', 12, 24),
    isNamed: (drift) => drift.field === 'coverage' && isNear(drift, 12),
    cameWith: ({ release }) => release !== null,
  },
  {
    kind: 'taste-shift',
    // What everybody watches hides it: it shows in what each one watched before, a little.
    scale: { users: 3, activity: 2 },
    incident: at('taste-shift', 0, 0),
    isNamed: (drift) => drift.field === 'taste' && hourOf(drift) <= 1,
    cameWith: ({ release }) => release === null,
  },
  {
    kind: 'broken-age',
    incident: at('broken-age', 0, 48),
    isNamed: (drift) => drift.field === 'ages' && drift.segment === 'unknown',
    cameWith: ({ quality, catalogue }) =>
      quality.some((check) => check.includes('users.age')) &&
      catalogue?.includes('another age') === true,
  },
];
