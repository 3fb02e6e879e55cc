import { currentSnapshot } from '../../catalogue/index.ts';
import type { DatasetContent } from '../../datasets/index.ts';
import type { FeaturesContent } from '../../features/index.ts';
import { liveSegments, type SettlementContent } from '../../ingest/index.ts';
import {
  ALIASES,
  challengers,
  championsBefore,
  listVersions,
  versionBehind,
  type ModelContent,
  type ModelVersion,
} from '../../registry/index.ts';
import { listExperiments } from '../../rollout/index.ts';
import type { ArtifactStore, Home, Metadata } from '../../store/index.ts';
import { readReceipts } from '../../telemetry/index.ts';
import type { Inventory } from './keep.ts';

/**
 * What a home holds that could go, oldest first by the instant it knows of.
 *
 * @param without paths of exposure logs whose receipts do not count
 */
export async function takeInventory(
  ports: {
    readonly home: Home;
    readonly artifacts: ArtifactStore;
    readonly metadata: Metadata;
  },
  without: ReadonlySet<string>,
): Promise<Inventory> {
  const { home, artifacts, metadata } = ports;
  const byInstant = <A extends { manifest: { content: { asOfMs: number } } }>(all: A[]): A[] =>
    all.sort((a, b) => a.manifest.content.asOfMs - b.manifest.content.asOfMs);
  const models = byInstant(await artifacts.list<ModelContent>('model'));
  const datasets = byInstant(await artifacts.list<DatasetContent>('dataset'));
  const features = await artifacts.list<FeaturesContent>('features');
  const served = await Promise.all(ALIASES.map((alias) => versionBehind(metadata, alias)));
  const reserve = await inReserve(metadata);
  const segments = await liveSegments(artifacts);
  const settlements = await artifacts.list<SettlementContent>('settlement');
  const current = await currentSnapshot(home, artifacts);
  return {
    models: models.map(({ id, manifest: { content } }) => ({
      id,
      family: content.recipe.family,
      datasetId: content.dataset,
    })),
    datasets: datasets.map(({ id, manifest }) => ({ id, catalogueId: manifest.content.catalogue })),
    features: features.map(({ id, manifest }) => ({ id, datasetId: manifest.content.dataset })),
    catalogueIds: (await artifacts.list('catalogue')).map(({ id }) => id),
    servedModelIds: [...served, ...reserve].flatMap((version) => version?.modelId ?? []),
    receipts: await namedByReceipts(home, without),
    judgedWith: [
      ...(current === null ? [] : [current.id]),
      ...segments.flatMap(({ manifest }) => manifest.content.catalogueId ?? []),
      ...settlements.flatMap(({ manifest }) => manifest.content.catalogueId ?? []),
    ],
  };
}

/**
 * Versions that an experiment gives to users, or is about to; the newest challenger for a release; the
 * champion before, which a rollback would bring back and which stands in for one that is damaged.
 */
async function inReserve(metadata: Metadata): Promise<readonly ModelVersion[]> {
  const experiments = await listExperiments(metadata);
  const named = new Set([
    ...experiments.filter(({ status }) => status !== 'ended').map(({ plan }) => plan.treatment),
    ...(await challengers(metadata)).slice(-1),
    ...(await championsBefore(metadata)).slice(0, 1),
  ]);
  return (await listVersions(metadata)).filter(({ version }) => named.has(version));
}

async function namedByReceipts(
  { exposures }: Home,
  without: ReadonlySet<string>,
): Promise<Inventory['receipts']> {
  const modelIds = new Set<string>();
  const datasetIds = new Set<string>();
  const catalogueIds = new Set<string>();
  for await (const { modelId, datasetId, trace } of readReceipts(exposures, { without })) {
    if (modelId !== null) modelIds.add(modelId);
    if (datasetId !== null) datasetIds.add(datasetId);
    for (const model of trace?.models ?? []) modelIds.add(model.modelId);
    if (trace?.catalogueId != null) catalogueIds.add(trace.catalogueId);
  }
  return {
    modelIds: [...modelIds],
    datasetIds: [...datasetIds],
    catalogueIds: [...catalogueIds],
  };
}
