import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Progress } from '../domain/progress.ts';
import { sqlPaths, sqlString, type ArtifactStore, type Tables } from '../store/index.ts';
import { buildTables, TABLE_COLUMNS } from './build-tables.ts';
import { checkDataset } from './check-dataset.ts';
import {
  DATASET_TABLES,
  tablePath,
  type Dataset,
  type DatasetContent,
  type DatasetContract,
  type DatasetTable,
  type LineRange,
  type TableSummary,
} from './dataset.ts';
import { hashTable } from './hash-table.ts';
import { joinRanges } from './line-ranges.ts';
import type { DatasetParameters } from './parameters.ts';

/** What a dataset is built from. */
export interface DatasetInputs {
  /** Committed segments that do not overlap. */
  readonly segments: readonly {
    readonly id: string;
    /** Parquet file of its accepted events. */
    readonly eventsPath: string;
    readonly lines: LineRange;
  }[];
  /** What settling added to those segments; none where absent. */
  readonly settlements?: readonly { readonly id: string; readonly eventsPath: string }[];
  /** The catalogue snapshot whose knowledge may be used at `asOfMs`, if any. */
  readonly catalogue: { readonly id: string; readonly folder: string } | null;
  readonly asOfMs: number;
  readonly parameters: DatasetParameters;
  /** What the data were held against; nothing, when absent. */
  readonly contract?: DatasetContract;
  /** What the contracts found, for `quality.json`. */
  readonly quality?: { readonly findings: readonly Finding[]; readonly facts: Json };
}

/** A dataset with what the checks observed while it was built. */
export interface BuiltDataset {
  readonly dataset: Dataset;
  readonly findings: readonly Finding[];
}

/**
 * Builds a dataset from segments: same lines, snapshot, instant and parameters give the same
 * id. Its findings, and what the contracts found, lie beside the tables as `quality.json`.
 *
 * @throws DataError `LAKE_EMPTY` when no segment holds an event up to the instant
 */
export async function buildDataset(
  { artifacts, tables, progress }: { artifacts: ArtifactStore; tables: Tables; progress: Progress },
  inputs: DatasetInputs,
): Promise<BuiltDataset> {
  const { settlements = [] } = inputs;
  const eventPaths = [...inputs.segments, ...settlements].map(({ eventsPath }) => eventsPath);
  const span = await timeSpan(tables, eventPaths, inputs.asOfMs);
  const draft = await artifacts.draft('dataset');
  try {
    progress.say(`Building a dataset from ${inputs.segments.length} segment(s).`);
    await buildTables(tables, {
      ...inputs,
      eventPaths,
      itemsPath: catalogueFile(inputs.catalogue, 'items.parquet'),
      usersPath: catalogueFile(inputs.catalogue, 'users.parquet'),
      folder: draft.folder,
    });
    const { contract, quality } = inputs;
    const findings = [...(await checkDataset(tables, draft.folder)), ...(quality?.findings ?? [])];
    const document = { findings, ...(quality === undefined ? {} : { contracts: quality.facts }) };
    await writeFile(join(draft.folder, 'quality.json'), `${JSON.stringify(document, null, 2)}\n`);
    const content: DatasetContent = {
      asOfMs: inputs.asOfMs,
      parameters: inputs.parameters,
      lines: joinRanges(inputs.segments.map(({ lines }) => lines)),
      ...(settlements.length === 0 ? {} : { settlements: settlements.map(({ id }) => id).sort() }),
      catalogue: inputs.catalogue?.id ?? null,
      tables: await summariseTables(tables, draft.folder),
      ...(contract === undefined ? {} : { contract }),
      ...span,
    };
    const info = { segments: inputs.segments.map(({ id }) => id) };
    return { dataset: await draft.commit(content, info), findings };
  } finally {
    await draft.discard();
  }
}

const catalogueFile = (catalogue: DatasetInputs['catalogue'], name: string): string | null => {
  if (catalogue === null) return null;
  const path = join(catalogue.folder, name);
  return existsSync(path) ? path : null;
};

async function timeSpan(
  tables: Tables,
  eventPaths: readonly string[],
  asOfMs: number,
): Promise<{ minTimeMs: number; maxTimeMs: number }> {
  const [span] =
    eventPaths.length === 0
      ? []
      : await tables.rows<{ low: number | null; high: number | null }>(
          `SELECT min(time_ms) AS low, max(time_ms) AS high FROM read_parquet(${sqlPaths(eventPaths)})
           WHERE time_ms <= ${asOfMs}`,
        );
  if (span === undefined || span.low === null || span.high === null)
    throw errorOf('LAKE_EMPTY', {
      found: `${eventPaths.length} segments without an event up to ${new Date(asOfMs).toISOString()}`,
    });
  return { minTimeMs: span.low, maxTimeMs: span.high };
}

async function summariseTables(
  tables: Tables,
  folder: string,
): Promise<Record<DatasetTable, TableSummary>> {
  const summaries = {} as Record<DatasetTable, TableSummary>;
  for (const table of DATASET_TABLES)
    summaries[table] = await hashTable(
      tables,
      `read_parquet(${sqlString(tablePath({ folder }, table))})`,
      TABLE_COLUMNS[table],
    );
  return summaries;
}
