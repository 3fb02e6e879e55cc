import type { DatasetContent } from '../datasets/index.ts';
import {
  decideGate,
  registerVersion,
  requireVersion,
  type GateVerdict,
  type ModelContent,
  type ModelVersion,
} from '../registry/index.ts';
import { lockRole } from '../store/index.ts';
import { families, requireFamily } from '../training/index.ts';
import { behaveArtifact } from './behave-model.ts';
import { championRecipe } from './champion-recipe.ts';
import { chooseDataset } from './choose-dataset.ts';
import { evidenceOf } from './evidence.ts';
import { loadFacts, loadTrainingFacts } from './load-facts.ts';
import { loadForModels } from './load-for-models.ts';
import { compareRecipes, judgeRecipes, type Judgement } from './judge-recipes.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { requireTrainable } from './require-trainable.ts';
import { parseSettings } from './settings.ts';
import { trainRecipe } from './train-recipe.ts';

/**
 * Trains one family on the lake as it stands and registers the model; no alias moves.
 *
 * @param request.pairs `field=value` of the family's configuration
 * @throws DataError `TRAINING_BLOCKED` when a finding of the dataset or of its contracts forbids it;
 *         as `chooseDataset`
 */
export async function trainModel(
  ports: PipelinePorts,
  request: {
    readonly family: string;
    readonly pairs: readonly string[];
    readonly asOfMs: number | null;
    /** Folder of contracts; the home's own or the shipped ones when absent. */
    readonly contracts?: string | null;
  },
): Promise<ModelVersion> {
  const family = requireFamily(request.family);
  const settings = parseSettings([
    `families=${family.name}`,
    ...request.pairs.map((pair) => `${family.name}.${pair}`),
  ]);
  const recipe = settings.challengers[0] ?? settings.baseline;
  const lock = lockRole(ports.home, 'train');
  try {
    const chosen = await chooseDataset(
      { ...ports, contracts: request.contracts ?? null },
      request.asOfMs,
    );
    const { id } = await chosen.build(settings.dataset);
    const dataset = await ports.artifacts.load<DatasetContent>('dataset', id);
    requireTrainable(dataset);
    const trained = await trainRecipe(ports, {
      recipe,
      family,
      dataset,
      positives: await loadForModels(ports.tables, dataset, [recipe]),
      minItemPositives: recipe === settings.baseline ? 1 : settings.evaluation.minItemPositives,
      seed: settings.seed,
      facts: await loadTrainingFacts(ports, dataset),
      evaluation: null,
      stop: ports.stop,
    });
    return await registerVersion(ports, { ...trained, family: family.name, datasetId: id });
  } finally {
    lock.release();
  }
}

/** How a registered model's recipe does on the time-ordered data of its dataset. */
export async function evaluateModel(
  ports: PipelinePorts,
  version: string,
): Promise<{ readonly judgement: Judgement; readonly verdict: GateVerdict }> {
  const target = await requireVersion(ports.metadata, version);
  const model = await ports.artifacts.load<ModelContent>('model', target.modelId);
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', target.datasetId);
  const settings = { ...parseSettings([]), challengers: [model.manifest.content.recipe] };
  const champion = await championRecipe(ports, settings.baseline.family);
  const looking = [model.manifest.content.recipe, ...(champion === null ? [] : [champion.recipe])];
  const given = {
    positives: await loadForModels(ports.tables, dataset, looking),
    settings,
    families,
    facts: await loadFacts(ports.tables, dataset),
    progress: ports.progress,
    stop: ports.stop,
  };
  const judgement = await judgeRecipes(given);
  const compared =
    champion === null || judgement.challenger === null
      ? null
      : {
          ...champion,
          difference: await compareRecipes(given, judgement.challenger, champion.recipe),
        };
  const behaviour = await behaveArtifact(ports, target.modelId, dataset);
  const evidence = evidenceOf({ judgement, champion: compared, behaviour }, settings);
  return { judgement, verdict: decideGate(evidence) };
}
