import { sameRecipe, type GateEvidence } from '../registry/index.ts';
import type { Champion } from './champion-recipe.ts';
import type { Judgement } from './judge-recipes.ts';
import type { PipelineSettings } from './settings.ts';

/** What the gate looks at, from what judging found. */
export function evidenceOf(
  judgement: Judgement,
  { evaluation }: PipelineSettings,
  champion: Champion | null,
): GateEvidence {
  const { challenger, againstChampion } = judgement;
  return {
    challenger: challenger?.family ?? null,
    metric: `NDCG@${evaluation.k}`,
    confidence: 0.95,
    judgedUsers: judgement.judgedUsers,
    minimumUsers: evaluation.minimumUsers,
    againstPopularity: judgement.againstPopularity,
    againstChampion:
      champion === null || againstChampion === null
        ? null
        : { ...againstChampion, champion: champion.version },
    sameRecipe: champion !== null && challenger !== null && sameRecipe(champion.recipe, challenger),
  };
}
