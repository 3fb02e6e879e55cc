import type { Json } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import { NotFoundError, ShowrunnerError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Progress } from '../domain/progress.ts';
import { type Dataset, type DatasetContent, type Positives } from '../datasets/index.ts';
import type { Behaviour, Facts } from '../evaluation/index.ts';
import { buildFeatures } from '../features/index.ts';
import { closeAbandonedRuns, sameRecipe, withCost, type Recipe } from '../registry/index.ts';
import {
  lockRole,
  type ArtifactKind,
  type ArtifactStore,
  type Home,
  type Metadata,
  type Tables,
} from '../store/index.ts';
import { families as allFamilies, type Family } from '../training/index.ts';
import { behaveArtifact, behaviourKey } from './behave-model.ts';
import { championRecipe } from './champion-recipe.ts';
import { chooseDataset } from './choose-dataset.ts';
import { evidenceOf, type ComparedChampion } from './evidence.ts';
import { compareRecipes, judgeRecipes, type Judgement } from './judge-recipes.ts';
import { loadTrainingFacts } from './load-facts.ts';
import { loadForModels } from './load-for-models.ts';
import { release, type Release, type ReleaseMode } from './release.ts';
import { requireTrainable } from './require-trainable.ts';
import { recordRetraining, type Retraining } from './retrainings.ts';
import type { PipelineSettings } from './settings.ts';
import { cachedStage, type StageKey } from './stage-cache.ts';
import { requireNotStopped } from './stop.ts';
import { trainRecipe, type TrainedVersion } from './train-recipe.ts';
import { requireOpenGate } from './training-gate.ts';

/** The ports a run works on. */
export interface PipelinePorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly metadata: Metadata;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Ends the run between two steps; what is finished is kept. Never, when absent. */
  readonly stop?: AbortSignal;
}

/** What one run is asked to do. */
export interface PipelineRequest {
  readonly settings: PipelineSettings;
  /** The instant whose knowledge may be used; `null` for the last event of the lake. */
  readonly asOfMs: number | null;
  /** Runs every stage whatever is remembered. */
  readonly force: boolean;
  /** Folder of contracts; the home's own or the shipped ones when absent. */
  readonly contracts?: string | null;
  /** What becomes of a challenger that passes the gate; champion at once, when absent. */
  readonly releaseMode?: ReleaseMode;
  /** Names the experiment that compares with the champion; asked before it would be another. */
  readonly experimentOnChampion?: () => Promise<string | null>;
  /** Why this run takes place and how long it may last; absent: it is not remembered as a whole. */
  readonly retraining?: Retraining;
  /** The model families; all of them unless a test brings its own. */
  readonly families?: Readonly<Record<string, Family>>;
}

/** What a run did. */
export interface PipelineResult {
  readonly dataset: Dataset;
  readonly findings: readonly Finding[];
  readonly judgement: Judgement;
  readonly release: Release;
  /** Stages by name, in order: made now, or taken from an earlier run. */
  readonly stages: readonly { readonly stage: string; readonly cached: boolean }[];
}

/**
 * Runs the pipeline: dataset → quality gate → features → judging → training → gate → champion.
 * A stage whose inputs, parameters, code and runtime are those of an earlier run is not run again.
 * A killed run leaves nothing half-made; the next one goes on where it stood.
 *
 * @throws ConflictError `HOME_LOCKED` while another run is at work; DataError `LAKE_EMPTY`,
 *         `TRAINING_BLOCKED` when a finding of the dataset or of its contracts forbids training,
 *         `TRAINING_HELD` when the latest report does; UnavailableError `STOPPED`,
 *         `TRAINING_TIMED_OUT`
 */
export async function runPipeline(
  ports: PipelinePorts,
  request: PipelineRequest,
): Promise<PipelineResult> {
  const lock = lockRole(ports.home, 'train');
  try {
    await closeAbandonedRuns(ports.metadata, ports.clock);
    const { retraining, asOfMs } = request;
    const run = (stop?: AbortSignal): Promise<PipelineResult> => {
      requireOpenGate(ports.home);
      return runStages(stop === undefined ? ports : { ...ports, stop }, request);
    };
    if (retraining === undefined) return await run(ports.stop);
    return await recordRetraining(ports, { ...retraining, asOfMs }, async (stop) => run(stop));
  } finally {
    lock.release();
  }
}

async function runStages(ports: PipelinePorts, request: PipelineRequest): Promise<PipelineResult> {
  const { settings, force } = request;
  const stages: { stage: string; cached: boolean }[] = [];
  const stage = async <R extends Json>(
    key: StageKey,
    makes: ArtifactKind | null,
    make: () => Promise<R>,
  ): Promise<R> => {
    await requireNotStopped(ports.stop);
    const outcome = await cachedStage<R>(ports, key, {
      force,
      make: () => withCost(ports, key.stage, make),
      stillThere: (result) => exists(ports.artifacts, makes, result),
    });
    stages.push({ stage: key.stage, cached: outcome.cached });
    return outcome.result;
  };

  const chosen = await chooseDataset(
    { ...ports, contracts: request.contracts ?? null },
    request.asOfMs,
  );
  const { id } = await stage<{ id: string }>(
    { stage: 'dataset', inputs: chosen.inputs, parameters: settings.dataset },
    'dataset',
    () => chosen.build(settings.dataset),
  );
  const dataset = await ports.artifacts.load<DatasetContent>('dataset', id);
  const findings = requireTrainable(dataset);
  await stage({ stage: 'features', inputs: id, parameters: {} }, 'features', async () => {
    ports.progress.say('Computing the features of users and items.');
    return { id: (await buildFeatures(ports, dataset)).id };
  });
  const recipes = [settings.baseline, ...settings.challengers];
  const championNow = await championRecipe(ports, settings.baseline.family);
  const looking = championNow === null ? recipes : [...recipes, championNow.recipe];
  const positives = lazily(() => loadForModels(ports.tables, dataset, looking));
  const facts = lazily(() => loadTrainingFacts(ports, dataset));
  const families = request.families ?? allFamilies;
  const releaseMode = request.releaseMode ?? 'gate';
  const experiment = request.experimentOnChampion ?? (() => Promise.resolve(null));
  const job = { ...ports, dataset, positives, facts, stage, families, releaseMode, experiment };
  const judgement = await judge(job, settings);
  const champion = await compareWithChampion(job, settings, judgement);
  const released = await trainAndRelease(job, settings, { judgement, champion });
  return { dataset, findings, judgement, release: released, stages };
}

type Stage = <R extends Json>(
  key: StageKey,
  makes: ArtifactKind | null,
  make: () => Promise<R>,
) => Promise<R>;

interface Job extends PipelinePorts {
  readonly dataset: Dataset;
  readonly positives: () => Promise<Positives>;
  readonly facts: () => Promise<Facts>;
  readonly stage: Stage;
  readonly families: Readonly<Record<string, Family>>;
  readonly releaseMode: ReleaseMode;
  readonly experiment: () => Promise<string | null>;
}

function judge(job: Job, settings: PipelineSettings): Promise<Judgement> {
  const { baseline, challengers, evaluation, seed } = settings;
  const parameters = { baseline, challengers: [...challengers], evaluation, seed };
  return job.stage({ stage: 'evaluate', inputs: job.dataset.id, parameters }, null, async () => {
    job.progress.say('Judging the recipes on time-ordered data.');
    const facts = await job.facts();
    return judgeRecipes({ ...job, positives: await job.positives(), facts, settings });
  });
}

/** The personal champion beside the challenger; `null` while popularity serves or nobody challenges. */
async function compareWithChampion(
  job: Job,
  settings: PipelineSettings,
  { challenger }: Judgement,
): Promise<ComparedChampion | null> {
  const champion = await championRecipe(job, settings.baseline.family);
  if (champion === null || challenger === null) return null;
  if (sameRecipe(champion.recipe, challenger)) return { ...champion, difference: NO_DIFFERENCE };
  const { evaluation, seed } = settings;
  const parameters = { challenger, champion: champion.recipe, evaluation, seed };
  const key = { stage: 'compare with champion', inputs: job.dataset.id, parameters };
  const difference = await job.stage(key, null, async () => {
    job.progress.say(`Comparing ${challenger.family} with the champion ${champion.version}.`);
    const facts = await job.facts();
    const given = { ...job, positives: await job.positives(), facts, settings };
    return compareRecipes(given, challenger, champion.recipe);
  });
  return { ...champion, difference };
}

/** A recipe against itself; the gate calls it a refresh and looks no further. */
const NO_DIFFERENCE = { difference: 0, low: 0, high: 0, users: 0 };

async function trainAndRelease(
  job: Job,
  settings: PipelineSettings,
  {
    judgement,
    champion,
  }: { readonly judgement: Judgement; readonly champion: ComparedChampion | null },
): Promise<Release> {
  const train = (
    recipe: Recipe,
    minItemPositives: number,
    evaluation: Json,
  ): Promise<TrainedVersion> => {
    const parameters = { recipe, minItemPositives, seed: settings.seed };
    return job.stage(
      { stage: `train ${recipe.family}`, inputs: job.dataset.id, parameters },
      'model',
      async () => {
        job.progress.say(`Training ${recipe.family} on everything up to the instant.`);
        return trainRecipe(job, {
          recipe,
          family: job.families[recipe.family]!,
          dataset: job.dataset,
          positives: await job.positives(),
          minItemPositives,
          seed: settings.seed,
          facts: await job.facts(),
          evaluation,
          stop: job.stop,
        });
      },
    );
  };
  const { challenger } = judgement;
  const baseline = await train(settings.baseline, 1, null);
  const contender =
    challenger === null
      ? null
      : await train(challenger, settings.evaluation.minItemPositives, judgement);
  const behaviour = contender === null ? undefined : await checkBehaviour(job, contender);
  return release(job, {
    datasetId: job.dataset.id,
    baseline: { ...baseline, family: settings.baseline.family },
    challenger: contender === null ? null : { ...contender, family: challenger!.family },
    evidence: evidenceOf({ judgement, champion, behaviour }, settings),
    mode: job.releaseMode,
    experiment: await job.experiment(),
  });
}

function checkBehaviour(job: Job, { modelId }: TrainedVersion): Promise<Behaviour[]> {
  const key = behaviourKey(job.dataset.id, modelId);
  return job.stage(key, null, async () => {
    job.progress.say('Checking how the lists behave.');
    return [...(await behaveArtifact(job, modelId, job.dataset))];
  });
}

/** Whether what a stage made is still there. A damaged model is set aside, so that it is made again. */
async function exists(
  artifacts: ArtifactStore,
  kind: ArtifactKind | null,
  result: Json,
): Promise<boolean> {
  if (kind === null) return true;
  const { id, modelId } = result as { id?: string; modelId?: string };
  try {
    const artifact = await artifacts.load(kind, id ?? modelId ?? '');
    if (kind === 'model') await artifacts.requireIntact(artifact);
    return true;
  } catch (thrown) {
    if (thrown instanceof NotFoundError) return false;
    const isDamaged = thrown instanceof ShowrunnerError && thrown.code === 'ARTIFACT_CORRUPT';
    if (kind !== 'model' || !isDamaged) throw thrown;
    await artifacts.setAside(kind, modelId ?? '');
    return false;
  }
}

function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
