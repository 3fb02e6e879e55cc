import {
  DATASET_PARAMETERS,
  type DatasetContent,
  type DatasetParameters,
} from '../datasets/index.ts';
import { versionBehind } from '../registry/index.ts';
import type { ServingPorts } from './serving-ports.ts';

/**
 * Makes the function that says how the dataset of the models in force was folded; as usual while there
 * is none.
 */
export function followParameters({
  metadata,
  artifacts,
}: Pick<ServingPorts, 'metadata' | 'artifacts'>): () => Promise<DatasetParameters> {
  let known = { datasetId: null as string | null, parameters: DATASET_PARAMETERS.parse({}) };
  return async () => {
    const version =
      (await versionBehind(metadata, 'baseline')) ?? (await versionBehind(metadata, 'champion'));
    const datasetId = version?.datasetId ?? null;
    if (datasetId === known.datasetId || datasetId === null) return known.parameters;
    const { manifest } = await artifacts.load<DatasetContent>('dataset', datasetId);
    known = { datasetId, parameters: manifest.content.parameters };
    return known.parameters;
  };
}
