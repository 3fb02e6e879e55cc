import type { FastifyInstance } from 'fastify';
import type { SnapshotContent } from '../../catalogue/index.ts';
import { DATASET_TABLES, type Dataset, type DatasetContent } from '../../datasets/index.ts';
import type { SegmentContent } from '../../ingest/index.ts';
import { listVersions, type ModelVersion } from '../../registry/index.ts';
import type { TypeOf } from '../typed-schema.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { DATA_CONTRACTS } from './contracts/data.ts';
import { pageOf } from './cursors.ts';
import { builtAtOf, datasetsOf, findingsIn, verdictOf } from './kept-datasets.ts';

type Whole = TypeOf<(typeof DATA_CONTRACTS.dataset.responses)[200]['schema']>;
type Lineage = Whole['lineage'];

/** Adds the datasets: what they hold, what they came from and what came of them. */
export function addDatasetRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { artifacts, metadata } = parts;
  const load = (id: string): Promise<Dataset> => artifacts.load<DatasetContent>('dataset', id);
  addControlRoute(app, DATA_CONTRACTS.datasets, async ({ query }) => {
    const all = await datasetsOf(artifacts);
    const versions = await listVersions(metadata);
    const { entries, next } = pageOf(all, query, ({ id }) => id);
    return { total: all.length, datasets: entries.map((of) => summaryOf(of, versions)), next };
  });
  addControlRoute(app, DATA_CONTRACTS.dataset, async ({ params: { datasetId } }) => {
    const dataset = await load(datasetId);
    const { content } = dataset.manifest;
    const versions = await listVersions(metadata);
    return {
      ...summaryOf(dataset, versions),
      parameters: { ...content.parameters },
      tables: Object.fromEntries(
        DATASET_TABLES.map((table) => {
          const { rowCount, hash } = content.tables[table];
          return [table, { rows: rowCount, hash }];
        }),
      ),
      accepted: content.contract === undefined ? null : { ...content.contract.ledger.accepted },
      findings: findingsIn(dataset),
      lineage: await lineageOf(parts, dataset, versions),
    };
  });
  addControlRoute(app, DATA_CONTRACTS.datasetDiff, async ({ params, query }) => {
    const [a, b] = [await load(params.datasetId), await load(query.with)];
    const [ofA, ofB] = [await segmentsOf(parts, a), await segmentsOf(parts, b)];
    const [idsA, idsB] = [ofA.map(({ id }) => id), ofB.map(({ id }) => id)];
    return {
      a: a.id,
      b: b.id,
      differences: differencesOf(a, b),
      rows: DATASET_TABLES.map((table) => ({
        table,
        a: a.manifest.content.tables[table].rowCount,
        b: b.manifest.content.tables[table].rowCount,
      })),
      onlyInA: idsA.filter((id) => !idsB.includes(id)),
      onlyInB: idsB.filter((id) => !idsA.includes(id)),
    };
  });
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function summaryOf(dataset: Dataset, versions: readonly ModelVersion[]) {
  const { asOfMs, minTimeMs, maxTimeMs, lines, tables, catalogue } = dataset.manifest.content;
  return {
    id: dataset.id,
    asOf: new Date(asOfMs).toISOString(),
    builtAt: builtAtOf(dataset),
    firstEventAt: iso(minTimeMs),
    lastEventAt: iso(maxTimeMs),
    lines: lines.reduce((sum, { from, to }) => sum + to - from, 0),
    rows: Object.fromEntries(
      DATASET_TABLES.map((table) => [table, tables[table].rowCount]),
    ) as Whole['rows'],
    catalogue,
    verdict: verdictOf(findingsIn(dataset)),
    models: versions
      .filter(({ datasetId }) => datasetId === dataset.id)
      .map(({ version }) => version),
  };
}

async function lineageOf(
  parts: ControlParts,
  dataset: Dataset,
  versions: readonly ModelVersion[],
): Promise<Lineage> {
  const { content } = dataset.manifest;
  const own = versions.filter(({ datasetId }) => datasetId === dataset.id);
  const runs = await parts.metadata
    .selectFrom('runs')
    .select(['run_id', 'stage', 'started_at', 'status'])
    .where('parameters', 'like', `%"dataset":"${dataset.id}"%`)
    .orderBy('started_at')
    .execute();
  return {
    segments: await segmentsOf(parts, dataset),
    settlements: [...(content.settlements ?? [])],
    catalogue: content.catalogue === null ? null : await catalogueOf(parts, content.catalogue),
    runs: runs.map((run) => ({
      runId: run.run_id,
      stage: run.stage,
      startedAt: run.started_at,
      status: run.status,
    })),
    models: own.map(({ version, modelId, createdAt }) => ({ version, modelId, createdAt })),
  };
}

/** A snapshot, as far as it is still there. */
async function catalogueOf(
  { artifacts }: ControlParts,
  id: string,
): Promise<NonNullable<Lineage['catalogue']>> {
  if (!(await artifacts.ids('catalogue')).includes(id)) return { id, items: null, users: null };
  const { manifest } = await artifacts.load<SnapshotContent>('catalogue', id);
  return { id, items: manifest.content.itemCount, users: manifest.content.userCount };
}

/** The segments that hold lines of a dataset now. */
async function segmentsOf(
  { artifacts }: ControlParts,
  dataset: Dataset,
): Promise<Lineage['segments']> {
  const { lines } = dataset.manifest.content;
  const segments = await artifacts.list<SegmentContent>('segment');
  return segments
    .filter(({ manifest: { content } }) =>
      lines.some(
        ({ source, partition, from, to }) =>
          source === content.source &&
          partition === content.partition &&
          from < content.to &&
          content.from < to,
      ),
    )
    .map(({ id, manifest: { content } }) => ({
      id,
      source: content.source,
      partition: content.partition,
      from: content.from,
      to: content.to,
      firstEventAt: iso(content.minTimeMs),
      lastEventAt: iso(content.maxTimeMs),
    }))
    .sort(
      (a, b) =>
        (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) ||
        a.partition - b.partition ||
        a.from - b.from,
    );
}

/** What differs besides the numbers of rows. */
function differencesOf(a: Dataset, b: Dataset): { what: string; a: string; b: string }[] {
  const [x, y] = [a.manifest.content, b.manifest.content];
  const names = [...new Set([...Object.keys(x.parameters), ...Object.keys(y.parameters)])];
  const parameter = (content: DatasetContent, name: string): string =>
    JSON.stringify((content.parameters as Readonly<Record<string, unknown>>)[name] ?? null);
  const linesOf = (content: DatasetContent): string =>
    content.lines
      .map(({ source, partition, from, to }) => `${source} ${partition}: ${from} to ${to}`)
      .join('; ');
  const facts: [string, string, string][] = [
    ['instant', iso(x.asOfMs)!, iso(y.asOfMs)!],
    ['lines', linesOf(x), linesOf(y)],
    ['catalogue', x.catalogue ?? 'none', y.catalogue ?? 'none'],
    ...names.map((name): [string, string, string] => [
      name,
      parameter(x, name),
      parameter(y, name),
    ]),
    ...DATASET_TABLES.map((table): [string, string, string] => [
      `hash of ${table}`,
      x.tables[table].hash,
      y.tables[table].hash,
    ]),
  ];
  return facts.filter(([, p, q]) => p !== q).map(([what, p, q]) => ({ what, a: p, b: q }));
}
