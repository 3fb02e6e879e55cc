import { restrictPositives, splitOverTime, type Protocol } from '../../evaluation/index.ts';
import type { EvaluationCase, Scorer, Window } from '../../evaluation/index.ts';
import type { Positives } from '../../datasets/index.ts';
import type { UserId } from '../../domain/ids.ts';
import { ShowrunnerError } from '../../domain/errors.ts';
import { seededRng } from '../../math/rng.ts';
import { topK } from '../../math/top-k.ts';
import type { TrainingContext } from '../trainer.ts';
import type { BlendConfiguration } from './configuration.ts';
import { decaysOf } from './decays.ts';
import { gateOf, type Gate } from './gates.ts';
import { memberScorers, trainMembers } from './members.ts';
import { scaleOf } from './mix.ts';
import { splitAgain } from './split-again.ts';

/** One case to learn weights on: the items that could come up, and what each member says of them. */
export interface TuneCase {
  readonly userId: UserId;
  /** Scores by member and item, each member's divided by its highest. */
  readonly scores: readonly ArrayLike<number>[];
  /** Whether the user went on to like each of the items. */
  readonly relevant: Uint8Array;
  /** How many items the user went on to like, at least 1. */
  readonly relevantCount: number;
}

/** The same with the scores of several ways of weighing the history, by `decaysOf`. */
export interface DecayedCase extends Omit<TuneCase, 'scores'> {
  readonly scores: readonly TuneCase['scores'][];
}

/** Cases as one of those ways sees them. */
export const casesAt = (cases: readonly DecayedCase[], decay: number): readonly TuneCase[] =>
  cases.map((one) => ({ ...one, scores: one.scores[decay]! }));

/** Items with fewer positives before an inner cut are no candidates, as in judging. */
const CANDIDATE_POSITIVES = 3;
/** How many of each member's best items can come up in a case. */
const POOL = 50;

/** What each kind of case is found by. */
const PROTOCOLS_OF: readonly Protocol[] = ['live', 'few', 'static'];

/**
 * The cases that a blend is learnt on: the latest positives in windows, each predicted by members
 * trained on what came before it. Nothing later than the training data is seen.
 *
 * Only the best items of each member are kept for a case, the history weighed as usual and all
 * alike; a mixture's best are practically always among them.
 *
 * @returns none where the positives cannot be split, such as without times
 */
export async function tuneCases(
  positives: Positives,
  configuration: BlendConfiguration,
  context: TrainingContext,
): Promise<Readonly<Record<Gate, readonly DecayedCase[]>>> {
  const found: Record<Gate, DecayedCase[]> = { fresh: [], thin: [], stale: [] };
  const windows = windowsOf(positives, configuration);
  for (const [at, ofProtocols] of windows.entries()) {
    const train = restrictPositives(ofProtocols[0]!.train, 1);
    const inner = { ...context, asOfMs: ofProtocols[0]!.asOfMs, items: undefined };
    const trained = await trainMembers(train, configuration, inner);
    const scorers = decaysOf(configuration).map((decay) =>
      memberScorers(trained, { configuration, decay, itemIds: train.itemIds }),
    );
    const cases = byGate(ofProtocols, configuration);
    for (const gate of Object.keys(found) as Gate[]) {
      seededRng(context.seed, 'blend', gate, at).shuffle(cases[gate]);
      const most = Math.ceil(configuration.maxTuneCases / windows.length);
      for (const one of cases[gate].slice(0, most))
        found[gate].push(decayedCase(one, scorers, context));
    }
  }
  return found;
}

/** By window, the same window by each protocol. */
function windowsOf(positives: Positives, configuration: BlendConfiguration): Window[][] {
  const { tuneRate, tuneWindows, thinHistory } = configuration;
  const cuts = Array.from({ length: tuneWindows + 1 }, (_, w) => 1 - (tuneWindows - w) * tuneRate);
  try {
    const split = PROTOCOLS_OF.map((protocol) =>
      splitOverTime(positives, {
        protocol,
        cuts,
        minItemPositives: CANDIDATE_POSITIVES,
        minHistory: thinHistory,
      }),
    );
    return split[0]!.map((_window, w) => split.map((windows) => windows[w]!));
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError && thrown.code === 'SPLIT_IMPOSSIBLE') return [];
    throw thrown;
  }
}

function byGate(
  windows: readonly Window[],
  configuration: BlendConfiguration,
): Record<Gate, EvaluationCase[]> {
  const cases: Record<Gate, EvaluationCase[]> = { fresh: [], thin: [], stale: [] };
  for (const [p, window] of windows.entries())
    for (const one of window.cases) {
      const gate = gateOf(one.history, one, configuration);
      if (gate !== 'fresh') cases[gate].push(one);
      else if (PROTOCOLS_OF[p] === 'live')
        cases[gate].push(...splitAgain(one, configuration.thinHistory));
    }
  return cases;
}

function decayedCase(
  { history, asOfMs, targets, userId }: EvaluationCase,
  scorers: readonly (readonly Scorer[])[],
  { users }: TrainingContext,
): DecayedCase {
  const seen = new Set(Array.from(history.items));
  const scored = (scorer: Scorer): Float32Array => {
    const scores = new Float32Array(scorer.itemIds.length);
    scorer.score(history, { asOfMs, user: users?.get(userId) }, scores);
    return scores;
  };
  const all = scorers.map((members) => members.map(scored));
  const extremes = [all[0]!, all.at(-1)!].flat();
  const pool = new Set(extremes.flatMap((scores) => [...topK(scores, POOL, seen)]));
  const items = [...pool].sort((a, b) => a - b);
  return {
    userId,
    scores: all.map((members) =>
      members.map((scores) => {
        const scale = scaleOf(scores);
        return Float32Array.from(items, (item) => scores[item]! / scale);
      }),
    ),
    relevant: Uint8Array.from(items, (item) => (targets.has(item) ? 1 : 0)),
    relevantCount: targets.size,
  };
}
