import { setTimeout as sleep } from 'node:timers/promises';
import type { DatasetParameters } from '../../datasets/index.ts';
import type { UserId } from '../../domain/ids.ts';
import type { HistorySource } from '../user-sources.ts';
import { NO_HISTORIES, type HistoryStatus } from './history-status.ts';
import { openLiveHistory, type LiveHistory, type LiveHistoryOptions } from './live-history.ts';

/** Live histories whose rule of what is liked can change. */
export interface KeptHistory {
  readonly history: HistorySource;
  /** Whether any parameters are used. */
  readonly isOpen: boolean;
  status(): HistoryStatus;
  /** Settles once those that serve are ready, or closed. */
  ready(): Promise<void>;
  forget(userId: UserId): void;
  /** Uses other parameters as soon as histories folded with them are ready. */
  use(parameters: DatasetParameters): void;
  close(): Promise<void>;
}

/** How often it is looked whether other histories are ready. */
const LOOK_MS = 100;

/**
 * Live histories, opened with the first parameters that are used. When these change, others are read
 * beside those that serve and then take their place: what is liked is decided when an event is folded
 * in.
 */
export function keptHistory(options: Omit<LiveHistoryOptions, 'parameters'>): KeptHistory {
  let key = '';
  let now: LiveHistory | null = null;
  let coming: LiveHistory | null = null;
  const closing: Promise<void>[] = [];
  const ended = new AbortController();
  const timer = setInterval(() => {
    if (coming === null || !coming.status().isReady) return;
    if (now !== null) closing.push(now.close());
    now = coming;
    coming = null;
  }, LOOK_MS);
  return {
    history: {
      historyOf: (userId) => now?.history.historyOf(userId) ?? NOTHING,
      seenBy: (userId) => now?.history.seenBy(userId) ?? [],
      contactsOf: (userId) => now?.history.contactsOf!(userId) ?? NOTHING,
    },
    get isOpen() {
      return now !== null;
    },
    status: () => now?.status() ?? UNOPENED,
    ready: async () => {
      while (!ended.signal.aborted && now?.status().isReady !== true) await sleep(LOOK_MS / 10);
    },
    forget: (userId) => {
      now?.forget(userId);
      coming?.forget(userId);
    },
    use: (parameters) => {
      if (keyOf(parameters) === key) return;
      key = keyOf(parameters);
      if (coming !== null) closing.push(coming.close());
      coming = openLiveHistory({ ...options, parameters });
      if (now === null) [now, coming] = [coming, null];
    },
    close: async () => {
      ended.abort();
      clearInterval(timer);
      await Promise.all([...closing, now?.close(), coming?.close()]);
    },
  };
}

const NOTHING = { itemIds: [], timesMs: [], latestMs: [], completions: [] };
const UNOPENED: HistoryStatus = {
  ...NO_HISTORIES,
  isReady: false,
  waitsFor: 'The histories wait for the registry.',
};

/** Whatever decides what is liked, and in which order. */
const keyOf = ({ minWatchMinutes, ratingScale, minRatingShare, seed }: DatasetParameters): string =>
  [minWatchMinutes, ratingScale * minRatingShare, seed].join(' ');
