import type { ArtifactStore } from '../../store/index.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import {
  loadModel,
  type ModelArtifact,
  type ModelContent,
  type ModelVersion,
} from '../../registry/index.ts';
import { localRanker } from '../local-ranker.ts';
import type { RankRequest } from '../ranker.ts';
import {
  workerRanker,
  type ScoringSettings,
  type ScoringStatus,
} from '../scoring/worker-ranker.ts';
import type { ServedModel } from '../served-model.ts';
import { remembering } from './recent-requests.ts';

/** A served model with what only its keeper may ask of it. */
export interface LoadedModel {
  readonly served: ServedModel;
  /** The same model, asked without leaving a trace in `latest`. */
  readonly quiet: ServedModel;
  latest(): readonly RankRequest[];
  /** Has it answer wherever it will, so that later requests find everything compiled and loaded. */
  warm(requests: readonly RankRequest[]): Promise<void>;
  /** `null` for one in this thread. */
  scoring(): ScoringStatus | null;
  close(): Promise<void>;
}

/** The family that is asked in this thread: it only reads numbers, and must never queue. */
const LOCAL_FAMILY = 'popularity';
const REMEMBERED = 64;

/**
 * Reads and verifies the model of a version: in threads of its own, or here where it only looks
 * numbers up.
 *
 * @throws NotFoundError `ARTIFACT_MISSING`; DataError `ARTIFACT_CORRUPT`, `TENSORS_UNREADABLE`;
 *   UnavailableError `SCORING_BROKE_OFF`
 */
export const loadServed = (
  artifacts: ArtifactStore,
  version: ModelVersion,
  settings: Partial<ScoringSettings>,
): Promise<LoadedModel> =>
  version.family === LOCAL_FAMILY
    ? loadHere(artifacts, version)
    : loadInThreads(artifacts, version, settings);

async function loadHere(artifacts: ArtifactStore, version: ModelVersion): Promise<LoadedModel> {
  const { artifact, scorer } = await loadModel(artifacts, version.modelId);
  const served = describe(version, artifact, { ...scorer, ranker: localRanker(scorer) });
  return {
    served,
    quiet: served,
    latest: () => [],
    warm: async (requests) => {
      for (const request of requests) await served.ranker.top(request);
    },
    scoring: () => null,
    close: () => served.ranker.close(),
  };
}

async function loadInThreads(
  artifacts: ArtifactStore,
  version: ModelVersion,
  settings: Partial<ScoringSettings>,
): Promise<LoadedModel> {
  const artifact = await artifacts.load<ModelContent>('model', version.modelId);
  const ranker = await workerRanker(artifact, settings);
  const remembered = remembering(ranker, REMEMBERED);
  const { itemIds, personal } = ranker;
  return {
    served: describe(version, artifact, { itemIds, personal, ranker: remembered }),
    quiet: describe(version, artifact, { itemIds, personal, ranker }),
    latest: remembered.latest,
    warm: ranker.warm,
    scoring: ranker.status,
    close: ranker.close,
  };
}

const describe = (
  { version, modelId, datasetId, family }: ModelVersion,
  { manifest }: ModelArtifact,
  { itemIds, personal, ranker }: Pick<ServedModel, 'itemIds' | 'personal' | 'ranker'>,
): ServedModel => ({
  version,
  modelId,
  datasetId,
  asOfMs: manifest.content.asOfMs,
  family,
  kernelBuild: kernelSettings().build,
  itemIds,
  personal,
  ranker,
});
