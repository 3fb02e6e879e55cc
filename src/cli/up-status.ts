import type { RoleFacts } from '../supervision/index.ts';
import { dayWords, timeWords } from './roles/words.ts';
import { count } from './terminal.ts';

/** What the roles told, put together for one line. */
export interface UpStatus {
  /** Takes figures of a role. */
  take(facts: RoleFacts, nowMs: number): void;
  /** The line: day, lines a second, lag, lists a second, and what is being trained. */
  words(): string;
}

/** A figure that grows, as seen lately. */
interface Series {
  readonly samples: { readonly atMs: number; readonly value: number }[];
}

const WINDOW_MS = 5_000;

/**
 * A status of which nothing is known yet.
 *
 * @param speed seconds of the log in a second
 */
export function upStatus(speed: number): UpStatus {
  const latest: Record<string, number | string | null> = {};
  const series: Record<string, Series> = {};
  const note = (name: string, value: number, atMs: number): void => {
    const { samples } = (series[name] ??= { samples: [] });
    // A role that started anew counts from 0.
    if ((samples.at(-1)?.value ?? 0) > value) samples.length = 0;
    samples.push({ atMs, value });
    while (samples.length > 2 && atMs - samples[0]!.atMs > WINDOW_MS) samples.shift();
  };
  const rate = (name: string): number | null => {
    const samples = series[name]?.samples ?? [];
    const [first, last] = [samples[0], samples.at(-1)];
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return null;
    return (1000 * (last.value - first.value)) / (last.atMs - first.atMs);
  };
  const instant = (name: string): number | null => {
    const value = latest[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    take: (facts, nowMs) => {
      Object.assign(latest, facts);
      for (const name of ['committed', 'answers'])
        if (typeof facts[name] === 'number') note(name, facts[name], nowMs);
    },
    words: () => {
      const now = instant('simulatedMs') ?? instant('lastEventMs');
      const lag = lagSeconds(instant('simulatedMs'), instant('lastEventMs'), speed);
      const [lines, answers] = [rate('committed'), rate('answers')];
      return [
        now === null ? 'starting' : `${dayWords(now)} ${timeWords(now)}`,
        ...(lines === null ? [] : [`${count(lines)} lines/s`]),
        ...(lag === null ? [] : [`lag ${lag}`]),
        ...(answers === null ? [] : [`${count(answers)} lists/s`]),
        ...(typeof latest['training'] === 'string' ? ['training'] : []),
      ].join(' · ');
    },
  };
}

/**
 * How long ago what was committed last has happened, in real seconds; `null` where it is not known
 * or the simulation is still going through what there is already.
 */
function lagSeconds(
  simulatedMs: number | null,
  committedMs: number | null,
  speed: number,
): string | null {
  if (simulatedMs === null || committedMs === null || simulatedMs < committedMs) return null;
  return `${((simulatedMs - committedMs) / 1000 / speed).toFixed(1)} s`;
}
