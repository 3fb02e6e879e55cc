import type { HistoryFigures } from '../../telemetry/index.ts';

/** How far the histories are. */
export interface HistoryStatus extends HistoryFigures {
  /** What keeps them from being ready, in a sentence; `null` when they are. */
  readonly waitsFor: string | null;
  /** What is wrong with lake or log, in sentences without paths. */
  readonly troubles: readonly string[];
}

/** Histories that hold nobody and follow nothing. */
export const NO_HISTORIES: HistoryStatus = {
  isReady: true,
  waitsFor: null,
  troubles: [],
  users: 0,
  contacts: 0,
  bytes: 0,
  lines: 0,
  setAside: 0,
  lost: 0,
  lag: null,
  restarts: 0,
};

/** Hears how long a line took from the source into the histories, in seconds. */
export type DelayListener = (seconds: number) => void;
