import type { Clock } from '../domain/clock.ts';
import type { ServedModel } from './served-model.ts';

/** How a scorer that misses deadlines is rested. */
export interface RestSettings {
  /** Deadlines missed in a row before the first rest, ≥ 1. */
  readonly afterOverruns: number;
  /** Milliseconds of a rest; afterwards one more miss starts the next. */
  readonly restMs: number;
}

/** Remembers which models were late, so that one slow model does not slow every answer. */
export interface OverrunRests {
  isResting(model: ServedModel): boolean;
  /** Notes whether a call met its deadline. */
  note(model: ServedModel, wasLate: boolean): void;
}

/** @param monotonic a clock that never steps back */
export function overrunRests(monotonic: Clock, settings: RestSettings): OverrunRests {
  const records = new WeakMap<ServedModel, { overruns: number; restUntilMs: number }>();
  return {
    isResting: (model) => monotonic.nowMs() < (records.get(model)?.restUntilMs ?? -Infinity),
    note: (model, wasLate) => {
      if (!wasLate) records.delete(model);
      else {
        const overruns = (records.get(model)?.overruns ?? 0) + 1;
        const rests = overruns >= settings.afterOverruns;
        const restUntilMs = rests ? monotonic.nowMs() + settings.restMs : -Infinity;
        records.set(model, { overruns, restUntilMs });
      }
    },
  };
}

/** Asks every model, whatever happened before. */
export const NO_RESTS: OverrunRests = { isResting: () => false, note: () => undefined };
