import { restrictPositives, splitOverTime, type Protocol } from '../../evaluation/index.ts';
import type { EvaluationCase, Scorer, Window } from '../../evaluation/index.ts';
import type { Positives } from '../../datasets/index.ts';
import { ShowrunnerError } from '../../domain/errors.ts';
import { seededRng } from '../../math/rng.ts';
import { topK } from '../../math/top-k.ts';
import type { TrainingContext } from '../trainer.ts';
import type { BlendConfiguration } from './configuration.ts';
import { gateOf, type Gate } from './gates.ts';
import { memberScorers, trainMembers } from './members.ts';
import { scaleOf } from './mix.ts';

/** One case to learn weights on: the items that could come up, and what each member says of them. */
export interface TuneCase {
  /** Scores by member and item, each member's divided by its highest. */
  readonly scores: readonly Float64Array[];
  /** Whether the user went on to like each of the items. */
  readonly relevant: Uint8Array;
  /** How many items the user went on to like, at least 1. */
  readonly relevantCount: number;
}

/** Items with fewer positives before an inner cut are no candidates, as in judging. */
const CANDIDATE_POSITIVES = 3;
/** How many of each member's best items can come up in a case. */
const POOL = 100;

/** What each kind of case is found by. */
const PROTOCOLS_OF: readonly Protocol[] = ['live', 'few', 'static'];

/**
 * The cases that the weights are learnt on: the latest positives in two windows, each predicted by
 * members trained on what came before it. Nothing later than the training data is seen.
 *
 * Only the best hundred items of each member are kept for a case; a mixture's best ten are
 * practically always among them.
 *
 * @returns none where the positives cannot be split, such as without times
 */
export async function tuneCases(
  positives: Positives,
  configuration: BlendConfiguration,
  context: TrainingContext,
): Promise<Readonly<Record<Gate, readonly TuneCase[]>>> {
  const found: Record<Gate, TuneCase[]> = { fresh: [], thin: [], stale: [] };
  const windows = windowsOf(positives, configuration);
  for (const [at, ofProtocols] of windows.entries()) {
    const train = restrictPositives(ofProtocols[0]!.train, 1);
    const inner = { ...context, asOfMs: ofProtocols[0]!.asOfMs };
    const trained = await trainMembers(train, configuration, inner);
    const scorers = memberScorers(trained, configuration, train.itemIds);
    const cases = byGate(ofProtocols, configuration);
    for (const gate of Object.keys(found) as Gate[]) {
      seededRng(context.seed, 'blend', gate, at).shuffle(cases[gate]);
      const most = Math.ceil(configuration.maxTuneCases / windows.length);
      for (const one of cases[gate].slice(0, most))
        found[gate].push(tuneCase(one, scorers, context));
    }
  }
  return found;
}

/** By window, the same window by each protocol. */
function windowsOf(positives: Positives, configuration: BlendConfiguration): Window[][] {
  const { tuneRate, thinHistory } = configuration;
  const cuts = [1 - 2 * tuneRate, 1 - tuneRate, 1];
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
      if (gate !== 'fresh' || PROTOCOLS_OF[p] === 'live') cases[gate].push(one);
    }
  return cases;
}

function tuneCase(
  { history, asOfMs, targets, userId }: EvaluationCase,
  scorers: readonly Scorer[],
  { users }: TrainingContext,
): TuneCase {
  const seen = new Set(Array.from(history.items));
  const all = scorers.map((scorer) => {
    const scores = new Float32Array(scorer.itemIds.length);
    scorer.score(history, { asOfMs, user: users?.get(userId) }, scores);
    return scores;
  });
  const pool = new Set(all.flatMap((scores) => [...topK(scores, POOL, seen)]));
  const items = [...pool].sort((a, b) => a - b);
  return {
    scores: all.map((scores) => {
      const scale = scaleOf(scores);
      return Float64Array.from(items, (item) => scores[item]! / scale);
    }),
    relevant: Uint8Array.from(items, (item) => (targets.has(item) ? 1 : 0)),
    relevantCount: targets.size,
  };
}
