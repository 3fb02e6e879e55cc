import { itemId, userId } from '../../../src/domain/ids.ts';
import type { Receipt } from '../../../src/domain/receipt.ts';

/** A receipt with an id, whole in every field. */
export const receiptOf = (receiptId: string): Receipt => ({
  receiptId,
  atMs: 1_000,
  userId: userId('42'),
  tier: 'folded-in',
  exposures: [{ itemId: itemId('amlie+2001'), position: 1, score: 0.5, propensity: 1 }],
  modelVersion: 'als/3',
  modelId: 'model-1',
  datasetId: 'dataset-1',
  codeVersion: 'code-1',
  history: [itemId('endeavour+')],
  removed: { seen: 3 },
  latencyMs: 1.5,
});
