import type { Positives } from '../datasets/index.ts';
import type { Progress } from '../domain/progress.ts';
import type { Evaluation, EvaluationParameters } from './evaluation.ts';
import { judgeWindows, type Contender, type Facts } from './judge-windows.ts';
import { TEST_CUTS, type Protocol } from './split-parameters.ts';
import { splitOverTime } from './time-split.ts';

/** What a time-ordered evaluation needs; only `positives` and `contenders` have no default. */
export interface OverTime extends Partial<Omit<EvaluationParameters, 'protocol'>>, Facts {
  readonly protocol?: Protocol;
  readonly positives: Positives;
  readonly contenders: readonly Contender[];
  readonly progress?: Progress;
}

/**
 * Judges models on time-ordered data, full catalogue, all on the same cases: each is trained once
 * per window on what came before it and makes one list a case; see `splitOverTime` for the
 * protocols.
 *
 * Defaults: live, K = 10, cuts at 70, 80, 90 %, candidates with 3 positives, 5 events of history,
 * seed 0, 2,000 resamples.
 *
 * @returns one evaluation a contender, in their order
 * @throws DataError `SPLIT_IMPOSSIBLE`, and whatever training throws
 */
export async function evaluateOverTime(given: OverTime): Promise<readonly Evaluation[]> {
  const { positives, contenders, progress, users, items, ...partial } = given;
  const parameters = { ...EVALUATION_DEFAULTS, ...partial };
  const windows = splitOverTime(positives, parameters);
  return judgeWindows(windows, { contenders, parameters, progress, facts: { users, items } });
}

/** What is used where nothing else is asked for. */
export const EVALUATION_DEFAULTS = Object.freeze({
  protocol: 'live' as Protocol,
  cuts: TEST_CUTS,
  minItemPositives: 3,
  minHistory: 5,
  k: 10,
  seed: 0,
  resamples: 2000,
} satisfies EvaluationParameters);
