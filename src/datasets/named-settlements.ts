import type { ArtifactStore } from '../store/index.ts';
import type { DatasetContent } from './dataset.ts';

/** Ids of the settlements that datasets name: removing them would keep those from being verified. */
export async function namedSettlements(artifacts: ArtifactStore): Promise<ReadonlySet<string>> {
  const datasets = await artifacts.list<DatasetContent>('dataset');
  return new Set(datasets.flatMap(({ manifest }) => manifest.content.settlements ?? []));
}
