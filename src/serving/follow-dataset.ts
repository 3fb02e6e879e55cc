import type { DatasetContent } from '../datasets/index.ts';
import { datasetHistory } from './dataset-history.ts';
import type { ServingPorts } from './serving-ports.ts';
import type { HistorySource } from './user-sources.ts';

/** The histories that serve, those of one dataset. */
export interface FollowedHistory {
  readonly current: HistorySource;
  /** Takes up the histories of a dataset where it is another. */
  use(datasetId: string | null): Promise<void>;
}

const NOBODY: HistorySource = { historyOf: () => ({ itemIds: [], timesMs: [] }), seenBy: () => [] };

/** Nobody is known before a dataset is. */
export function followDataset({
  artifacts,
  tables,
}: Pick<ServingPorts, 'artifacts' | 'tables'>): FollowedHistory {
  let id: string | null = null;
  let current = NOBODY;
  return {
    get current() {
      return current;
    },
    use: async (datasetId) => {
      if (datasetId === id) return;
      current =
        datasetId === null
          ? NOBODY
          : await datasetHistory(
              tables,
              await artifacts.load<DatasetContent>('dataset', datasetId),
            );
      id = datasetId;
    },
  };
}
