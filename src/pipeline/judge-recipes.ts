import type { Positives } from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import type { Progress } from '../domain/progress.ts';
import {
  comparePaired,
  evaluateOverTime,
  PROTOCOLS,
  restrictPositives,
  splitOverTime,
  TEST_CUTS,
  TUNING_CUTS,
  type Contender,
  type Evaluation,
  type Facts,
  type Protocol,
  type Window,
} from '../evaluation/index.ts';
import type { PairedDifference, Recipe } from '../registry/index.ts';
import { sameRecipe } from '../registry/index.ts';
import { hashOf } from '../store/index.ts';
import type { Family, TrainedModel } from '../training/index.ts';
import { fitRecipe } from './fit-recipe.ts';
import type { PipelineSettings } from './settings.ts';
import { requireNotStopped } from './stop.ts';

/** An evaluation without its case-by-case values: what is kept and printed. */
export type EvaluationSummary = Omit<Evaluation, 'cases'>;

/** What judging found. Plain JSON. */
export type Judgement = {
  /** Users the live protocol can judge in the test windows. */
  readonly judgedUsers: number;
  /** Why nothing was judged, if it was not for too few users. */
  readonly impossible: string | null;
  /** The recipe that did best on the tuning windows; `null` when nothing was judged. */
  readonly challenger: Recipe | null;
  /** Summaries of every contender on the test windows, by protocol, and on the tuning windows. */
  readonly tuning: readonly Json[];
  readonly test: { readonly [P in Protocol]?: readonly Json[] };
  /** Challenger minus popularity, live. */
  readonly againstPopularity: PairedDifference | null;
  /** Challenger minus every other recipe that was judged, live, by family. */
  readonly againstOthers?: { readonly [family: string]: PairedDifference };
};

/** What is judged, and on what. */
export interface ToJudge {
  readonly positives: Positives;
  readonly settings: PipelineSettings;
  readonly families: Readonly<Record<string, Family>>;
  readonly progress: Progress;
  /** What the catalogue says; without it nobody is known and slices by it are left out. */
  readonly facts?: Facts;
  readonly stop?: AbortSignal | undefined;
}

/**
 * Judges the baseline and the challengers on time-ordered data. The challenger is chosen on the
 * tuning windows; the difference comes from the test windows, which lie after them. Challengers that
 * are not made for so many items are left out, or members of them. Nothing is trained when too few users could be judged, and each recipe is trained once a window.
 */
export async function judgeRecipes(toJudge: ToJudge): Promise<Judgement> {
  const settings = withFitting(toJudge);
  const given = { ...toJudge, settings, families: rememberTraining(toJudge.families) };
  const possible = judgeableUsers(given);
  const { users, reason } = possible;
  if (
    reason !== null ||
    users < settings.evaluation.minimumUsers ||
    settings.challengers.length === 0
  )
    return nothingJudged(users, reason ?? noChallenger(settings));
  const tuning = await evaluate(given, settings.challengers, {
    protocol: 'live',
    cuts: TUNING_CUTS,
  });
  const challenger = settings.challengers[bestOf(tuning)]!;
  const recipes = [settings.baseline, ...settings.challengers];
  const live = await evaluate(given, recipes, { protocol: 'live', cuts: TEST_CUTS });
  const ofChallenger = live[1 + settings.challengers.indexOf(challenger)]!;
  const test: { [P in Protocol]?: readonly Json[] } = { live: live.map(summarise) };
  for (const protocol of PROTOCOLS.filter((p) => p !== 'live')) {
    const judged = await evaluate(given, [settings.baseline, challenger], {
      protocol,
      cuts: TEST_CUTS,
    });
    test[protocol] = judged.map(summarise);
  }
  return {
    judgedUsers: users,
    impossible: null,
    challenger,
    tuning: tuning.map(summarise),
    test,
    againstPopularity: difference(ofChallenger, live[0]!, settings),
    againstOthers: Object.fromEntries(
      live
        .filter((other) => other !== ofChallenger && other !== live[0])
        .map((other) => [other.model, difference(ofChallenger, other, settings)]),
    ),
  };
}

/** The settings with the challengers that can take this catalogue; the others are said. */
function withFitting({ positives, settings, progress }: ToJudge): PipelineSettings {
  const { minItemPositives } = settings.evaluation;
  const itemCount = restrictPositives(positives, minItemPositives).itemIds.length;
  const challengers = settings.challengers.flatMap((recipe) => {
    const fitting = fitRecipe(recipe, itemCount);
    if (fitting === null || !sameRecipe(fitting, recipe))
      progress.say(
        `${recipe.family} is ${fitting === null ? 'left out' : 'judged without some members'}: ${itemCount} items are more than maxItems.`,
      );
    return fitting ?? [];
  });
  return { ...settings, challengers };
}

/** Challenger minus the champion's recipe on the same cuts, live. Equal recipes differ by nothing. */
export async function compareRecipes(
  given: ToJudge,
  challenger: Recipe,
  champion: Recipe,
): Promise<PairedDifference> {
  const same = sameRecipe(challenger, champion);
  const recipes = same ? [challenger] : [challenger, champion];
  const evaluations = await evaluate(given, recipes, { protocol: 'live', cuts: TEST_CUTS });
  return difference(evaluations[0]!, evaluations.at(-1)!, given.settings);
}

/**
 * Families that train once for equal inputs: the protocols share their windows, and training is a
 * pure function of data, configuration, instant and seed.
 */
function rememberTraining(families: Readonly<Record<string, Family>>): Record<string, Family> {
  const remember = (family: Family): Family => {
    const known = new Map<string, TrainedModel>();
    return {
      ...family,
      train: async (positives, configuration, context) => {
        const { asOfMs, seed } = context;
        const key = hashOf([configuration, asOfMs, seed, positives.items.length]);
        const trained = known.get(key) ?? (await family.train(positives, configuration, context));
        known.set(key, trained);
        return trained;
      },
    };
  };
  return Object.fromEntries(
    Object.entries(families).map(([name, family]) => [name, remember(family)]),
  );
}

function difference(a: Evaluation, b: Evaluation, { seed }: PipelineSettings): PairedDifference {
  const { difference: value, low, high, users } = comparePaired(a, b, { seed });
  return { difference: value, low, high, users };
}

const evaluate = (
  { positives, settings, families, progress, facts = {}, stop }: ToJudge,
  recipes: readonly Recipe[],
  { protocol, cuts }: { readonly protocol: Protocol; readonly cuts: readonly number[] },
): Promise<readonly Evaluation[]> =>
  evaluateOverTime({
    positives,
    contenders: recipes.map((recipe) =>
      contender(recipe, { families, seed: settings.seed, progress, facts, stop }),
    ),
    ...facts,
    progress,
    protocol,
    cuts,
    k: settings.evaluation.k,
    minItemPositives: settings.evaluation.minItemPositives,
    minHistory: settings.evaluation.minHistory,
    seed: settings.seed,
  });

function contender(
  recipe: Recipe,
  {
    families,
    seed,
    progress,
    facts,
    stop,
  }: Pick<ToJudge, 'families' | 'progress' | 'facts'> & {
    readonly seed: number;
    readonly stop: AbortSignal | undefined;
  },
): Contender {
  const family = families[recipe.family]!;
  return {
    model: recipe.family,
    train: async (slice, asOfMs) => {
      await requireNotStopped(stop);
      const context = { asOfMs, seed, progress, users: facts?.users, stop };
      const trained = await family.train(slice, recipe.configuration, context);
      return family.scorer(trained, recipe.configuration, slice.itemIds);
    },
  };
}

/** Row of the evaluation with the highest mean NDCG; the first of equals. */
function bestOf(evaluations: readonly Evaluation[]): number {
  const means = evaluations.map((evaluation) => evaluation.metrics.ndcg.mean ?? -1);
  return means.indexOf(Math.max(...means));
}

function summarise(evaluation: Evaluation): Json {
  return JSON.parse(JSON.stringify({ ...evaluation, cases: undefined })) as Json;
}

/** Distinct users with a live case in the test windows, before anything is trained. */
function judgeableUsers({ positives, settings }: ToJudge): {
  users: number;
  reason: string | null;
} {
  let windows: readonly Window[];
  try {
    const { minItemPositives, minHistory } = settings.evaluation;
    windows = splitOverTime(positives, {
      protocol: 'live',
      cuts: TEST_CUTS,
      minItemPositives,
      minHistory,
    });
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'SPLIT_IMPOSSIBLE') throw thrown;
    return { users: 0, reason: (thrown as Error).message };
  }
  const users = new Set(windows.flatMap((window) => window.cases.map(({ userId }) => userId)));
  return { users: users.size, reason: null };
}

const noChallenger = ({ challengers }: PipelineSettings): string | null =>
  challengers.length === 0 ? 'no challenger was asked for, or none takes so many items.' : null;

const nothingJudged = (judgedUsers: number, impossible: string | null): Judgement => ({
  judgedUsers,
  impossible,
  challenger: null,
  tuning: [],
  test: {},
  againstPopularity: null,
});
