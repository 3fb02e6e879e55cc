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

/** A status of which nothing is known yet. */
export function upStatus(): UpStatus {
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
      for (const name of ['read', 'answers'])
        if (typeof facts[name] === 'number') note(name, facts[name], nowMs);
    },
    words: () => {
      const now = instant('simulatedMs') ?? instant('lastEventMs');
      const lag = lagSeconds(instant('simulatedMs'), instant('lastEventMs'));
      const [lines, answers] = [rate('read'), rate('answers')];
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

/** How far what is committed lies behind what has happened, in time of the log. */
function lagSeconds(simulatedMs: number | null, committedMs: number | null): string | null {
  if (simulatedMs === null || committedMs === null) return null;
  const minutes = Math.max(0, Math.round((simulatedMs - committedMs) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
