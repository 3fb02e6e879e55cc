import { currentSnapshot, loadCatalogue, type Snapshot } from '../catalogue/index.ts';
import type { DatasetContent } from '../datasets/index.ts';
import { ShowrunnerError } from '../domain/errors.ts';
import type { ItemId } from '../domain/ids.ts';
import { kernelSettings } from '../math/kernels/kernel-build.ts';
import { loadModel, versionBehind, type ModelVersion } from '../registry/index.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../store/index.ts';
import { datasetHistory } from './dataset-history.ts';
import { firstItems } from './first-items.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { liveCatalogueOf } from './live-catalogue-of.ts';
import { localRanker } from './local-ranker.ts';
import type { ServedModel } from './served-model.ts';
import type { ServingSources } from './serving-sources.ts';
import type { HistorySource } from './user-sources.ts';

/** What serving reads of an installation. */
export interface ServingPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly metadata: Metadata;
}

/** How serving keeps itself up to date. */
export interface ServingOptions {
  readonly codeVersion: string;
  /** How often the registry is asked whether somebody else is champion now. */
  readonly pollMs?: number;
}

/** Everything that belongs together; replaced as a whole between requests. */
interface State {
  readonly champion: ServedModel | null;
  readonly baseline: ServedModel | null;
  readonly datasetId: string | null;
  readonly history: HistorySource;
  readonly catalogueId: string | null;
  readonly catalogue: LiveCatalogue | null;
  /** Some items of the catalogue, for as long as there is no model at all. */
  readonly constant: readonly ItemId[];
}

const NOBODY: HistorySource = { historyOf: () => ({ itemIds: [], timesMs: [] }), seenBy: () => [] };
const EMPTY: State = {
  champion: null,
  baseline: null,
  datasetId: null,
  history: NOBODY,
  catalogueId: null,
  catalogue: null,
  constant: [],
};
const DEFAULT_POLL_MS = 1000;

/**
 * Loads champion, baseline, histories and catalogue, and follows the registry: a promotion or a
 * rollback is loaded beside what serves, then takes its place between two requests. What cannot be
 * loaded is told in `troubles` and what served before goes on serving.
 */
export async function openServing(
  ports: ServingPorts,
  options: ServingOptions,
): Promise<ServingSources> {
  let state = EMPTY;
  let troubles: readonly string[] = [];
  let prepare: (model: ServedModel) => Promise<void> = async () => undefined;
  const refresh = async (): Promise<void> => {
    try {
      const found: string[] = [];
      const next = await nextState(ports, state, (trouble) => found.push(trouble));
      for (const model of modelsOf(next))
        if (!modelsOf(state).includes(model)) await prepare(model);
      state = next;
      troubles = found;
    } catch (thrown) {
      troubles = [sentenceOf('The registry or the history', thrown)];
    }
  };
  await refresh();
  const stop = repeat(refresh, options.pollMs ?? DEFAULT_POLL_MS);
  return {
    models: { champion: () => state.champion, baseline: () => state.baseline },
    history: {
      historyOf: (userId) => state.history.historyOf(userId),
      seenBy: (userId) => state.history.seenBy(userId),
    },
    catalogue: { current: () => state.catalogue },
    get constant() {
      return state.constant;
    },
    beforeServing: async (work) => {
      prepare = work;
      for (const model of modelsOf(state)) await work(model);
    },
    codeVersion: options.codeVersion,
    troubles: () => troubles,
    close: stop,
  };
}

const modelsOf = ({ champion, baseline }: State): ServedModel[] =>
  [...new Set([champion, baseline])].filter((model) => model !== null);

/** What strangers may read: which error it is, not the paths in it. */
const sentenceOf = (what: string, thrown: unknown): string =>
  `${what} could not be loaded (${
    thrown instanceof ShowrunnerError ? thrown.code : 'an unforeseen error'
  }); what served before goes on.`;

/**
 * The state after the registry's and the catalogue's latest word; the same object when nothing
 * changed. A model that cannot be loaded is told, and the one that served in its place stays.
 */
async function nextState(
  ports: ServingPorts,
  now: State,
  tell: (trouble: string) => void,
): Promise<State> {
  const champion = await versionBehind(ports.metadata, 'champion');
  const baseline = await versionBehind(ports.metadata, 'baseline');
  const snapshot = await currentSnapshot(ports.home, ports.artifacts);
  const sameModels = isServed(now.champion, champion) && isServed(now.baseline, baseline);
  const sameCatalogue = (snapshot?.id ?? null) === now.catalogueId;
  if (sameModels && sameCatalogue) return now;
  const datasetId = baseline?.datasetId ?? champion?.datasetId ?? null;
  const load = async (version: ModelVersion | null, before: ServedModel | null) => {
    try {
      return await serve(ports, now, version);
    } catch (thrown) {
      tell(sentenceOf(`The model ${version!.version}`, thrown));
      return before;
    }
  };
  const served = await load(champion, now.champion);
  return {
    champion: served,
    baseline: baseline?.modelId === champion?.modelId ? served : await load(baseline, now.baseline),
    datasetId,
    history: datasetId === now.datasetId ? now.history : await loadHistory(ports, datasetId),
    catalogueId: snapshot?.id ?? null,
    catalogue: sameCatalogue ? now.catalogue : await loadLiveCatalogue(ports.tables, snapshot),
    constant: sameCatalogue ? now.constant : await firstItems(ports.tables, snapshot),
  };
}

const isServed = (served: ServedModel | null, version: ModelVersion | null): boolean =>
  (served?.version ?? null) === (version?.version ?? null);

/** The model of a version: one that is loaded already, or read and verified now. */
async function serve(
  { artifacts }: ServingPorts,
  now: State,
  version: ModelVersion | null,
): Promise<ServedModel | null> {
  if (version === null) return null;
  const loaded = [now.champion, now.baseline].find((model) => model?.version === version.version);
  if (loaded !== null && loaded !== undefined) return loaded;
  const { artifact, scorer } = await loadModel(artifacts, version.modelId);
  const { itemIds, personal } = scorer;
  return {
    version: version.version,
    modelId: version.modelId,
    datasetId: version.datasetId,
    asOfMs: artifact.manifest.content.asOfMs,
    family: version.family,
    kernelBuild: kernelSettings().build,
    itemIds,
    personal,
    ranker: localRanker(scorer),
  };
}

async function loadHistory(
  { artifacts, tables }: ServingPorts,
  datasetId: string | null,
): Promise<HistorySource> {
  if (datasetId === null) return NOBODY;
  return datasetHistory(tables, await artifacts.load<DatasetContent>('dataset', datasetId));
}

/**
 * The items the catalogue knows. An item that only the stream knows is not shown: one id that the
 * service cannot find voids a whole answer. Without items in it everything can be shown.
 */
async function loadLiveCatalogue(
  tables: Tables,
  snapshot: Snapshot | null,
): Promise<LiveCatalogue | null> {
  if (snapshot === null || snapshot.manifest.content.itemCount === 0) return null;
  return liveCatalogueOf(await loadCatalogue(tables, snapshot));
}

/** Does the work every so often, never twice at once, until it is stopped. */
function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work().finally(() => (running = null));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
