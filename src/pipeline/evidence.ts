import type { Behaviour } from '../evaluation/index.ts';
import { sameRecipe, type GateEvidence, type PairedDifference } from '../registry/index.ts';
import type { Champion } from './champion-recipe.ts';
import type { Judgement } from './judge-recipes.ts';
import type { PipelineSettings } from './settings.ts';

/** A personal champion and how the challenger compares with its recipe. */
export interface ComparedChampion extends Champion {
  readonly difference: PairedDifference;
}

/** What was found of a challenger. */
export interface Found {
  readonly judgement: Judgement;
  readonly champion: ComparedChampion | null;
  readonly behaviour?: readonly Behaviour[] | undefined;
}

/** What the gate looks at, from what was found. */
export function evidenceOf(
  { judgement, champion, behaviour }: Found,
  { evaluation }: PipelineSettings,
): GateEvidence {
  const { challenger } = judgement;
  return {
    challenger: challenger?.family ?? null,
    metric: `NDCG@${evaluation.k}`,
    confidence: 0.95,
    judgedUsers: judgement.judgedUsers,
    minimumUsers: evaluation.minimumUsers,
    impossible: judgement.impossible,
    againstPopularity: judgement.againstPopularity,
    againstChampion:
      champion === null ? null : { ...champion.difference, champion: champion.version },
    ...(behaviour === undefined ? {} : { behaviour }),
    sameRecipe: champion !== null && challenger !== null && sameRecipe(champion.recipe, challenger),
  };
}
