import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { currentSnapshot } from '../catalogue/index.ts';
import type { Dataset, DatasetContent } from '../datasets/index.ts';
import type { Finding } from '../domain/finding.ts';
import type { ArtifactStore, Home } from '../store/index.ts';
import type { Status } from './control-status.ts';

const QUALITY = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      severity: z.enum(['note', 'warn', 'block']),
      message: z.string(),
      count: z.number(),
      examples: z.array(z.string()),
    }),
  ),
});

/** What the home says of its catalogue and its datasets. */
export interface DataFacts {
  readonly catalogue: Status['catalogue'];
  readonly datasets: Status['datasets'];
  /** Of the latest dataset. */
  readonly findings: readonly Finding[];
}

/** Reads catalogue and datasets; what cannot have changed is not read again. */
export function dataReader(home: Home, artifacts: ArtifactStore): () => Promise<DataFacts> {
  let known: { readonly id: string; readonly findings: readonly Finding[] } | null = null;
  return async () => {
    const datasets = await artifacts.list<DatasetContent>('dataset');
    const latest = latestOf(datasets);
    if (latest !== null && known?.id !== latest.id)
      known = { id: latest.id, findings: findingsOf(latest) };
    return {
      catalogue: await catalogueStatus(home, artifacts),
      datasets: {
        count: datasets.length,
        latest: latest === null ? null : datasetStatus(latest),
      },
      findings: latest === null ? [] : known!.findings,
    };
  };
}

async function catalogueStatus(home: Home, artifacts: ArtifactStore): Promise<Status['catalogue']> {
  const snapshot = await currentSnapshot(home, artifacts);
  if (snapshot === null) return null;
  const { itemCount, userCount, complete } = snapshot.manifest.content;
  const inForceSince = writtenAt(snapshot.folder);
  return { id: snapshot.id, items: itemCount, users: userCount, complete, inForceSince };
}

/** The dataset with the latest knowledge; of equals the one built last. */
function latestOf(datasets: readonly Dataset[]): Dataset | null {
  const places = datasets.map((dataset) => ({
    dataset,
    asOfMs: dataset.manifest.content.asOfMs,
    builtAt: writtenAt(dataset.folder),
  }));
  places.sort((a, b) => a.asOfMs - b.asOfMs || (a.builtAt < b.builtAt ? -1 : 1));
  return places.at(-1)?.dataset ?? null;
}

function datasetStatus(dataset: Dataset): NonNullable<Status['datasets']['latest']> {
  const { asOfMs, tables } = dataset.manifest.content;
  return {
    id: dataset.id,
    asOf: new Date(asOfMs).toISOString(),
    builtAt: writtenAt(dataset.folder),
    likes: tables.positives.rowCount,
    users: tables.users.rowCount,
    items: tables.items.rowCount,
    watches: tables.watches.rowCount,
    ratings: tables.ratings.rowCount,
  };
}

const writtenAt = (folder: string): string =>
  statSync(join(folder, 'manifest.json')).mtime.toISOString();

function findingsOf(dataset: Dataset): readonly Finding[] {
  const text = readFileSync(join(dataset.folder, 'quality.json'), 'utf8');
  return QUALITY.parse(JSON.parse(text)).findings;
}
