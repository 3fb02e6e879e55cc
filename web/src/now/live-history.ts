import type { Status } from '../api/status-types.ts';
import type { StatusStream } from '../api/status-stream.ts';

/** What is remembered of an instant, for the curves of the page. */
export interface Moment {
  readonly atMs: number;
  readonly linesPerSecond: number | null;
  readonly answersPerSecond: number | null;
  readonly p99Ms: number | null;
}

export const HISTORY_MS = 5 * 60_000;

/** What a status says of its instant. */
export const momentOf = ({ now, stream, serving }: Status): Moment => ({
  atMs: Date.parse(now),
  linesPerSecond: stream.linesPerSecond,
  answersPerSecond: serving.answersPerSecond,
  p99Ms: serving.latencyMs?.p99 ?? null,
});

/** A history with one moment more and without those that are too old; never goes back in time. */
export function withMoment(history: readonly Moment[], moment: Moment): readonly Moment[] {
  const from = moment.atMs - HISTORY_MS;
  return [...history.filter(({ atMs }) => atMs >= from && atMs < moment.atMs), moment];
}

/** Keeps the last minutes of a stream for as long as the page lives. */
export function liveHistory(stream: StatusStream) {
  let history: readonly Moment[] = [];
  let seen: Status | null = null;
  const note = (): void => {
    const { status } = stream.current();
    if (status === null || status === seen) return;
    seen = status;
    history = withMoment(history, momentOf(status));
  };
  return {
    subscribe: (listener: () => void): (() => void) =>
      stream.subscribe(() => {
        note();
        listener();
      }),
    current: (): readonly Moment[] => {
      note();
      return history;
    },
  };
}
