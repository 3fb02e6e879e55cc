import { loadPositives, loadSeen, type Dataset } from '../datasets/index.ts';
import type { ItemId, UserId } from '../domain/ids.ts';
import { buildCsr, type Csr } from '../math/csr.ts';
import type { Tables } from '../store/index.ts';
import type { HistorySource } from './user-sources.ts';

/** Pairs by user, in order of time. */
interface UserPairs {
  readonly csr: Csr;
  readonly timesMs: Float64Array;
}

/**
 * The histories of a dataset's users in memory: 12 bytes a like and a seen pair, plus the ids.
 * A snapshot: what happens after the dataset's instant is not in it.
 */
export async function datasetHistory(tables: Tables, dataset: Dataset): Promise<HistorySource> {
  const positives = await loadPositives(tables, dataset);
  const seen = await loadSeen(tables, dataset);
  const { userIds, itemIds } = positives;
  const size = { rowCount: userIds.length, columnCount: itemIds.length };
  const byUser = (pairs: {
    users: Uint32Array;
    items: Uint32Array;
    timesMs: Float64Array;
  }): UserPairs => {
    const csr = buildCsr(pairs.users, pairs.items, size);
    return { csr, timesMs: Float64Array.from(csr.source, (k) => pairs.timesMs[k]!) };
  };
  const liked = byUser(positives);
  const touched = byUser(seen);
  const indexOf = new Map<UserId, number>(userIds.map((id, index) => [id, index]));
  const itemsOf = ({ csr }: UserPairs, userId: UserId): ItemId[] => {
    const [from, to] = range(csr, indexOf.get(userId));
    return Array.from(csr.columns.subarray(from, to), (item) => itemIds[item]!);
  };
  return {
    historyOf: (userId) => {
      const [from, to] = range(liked.csr, indexOf.get(userId));
      return { itemIds: itemsOf(liked, userId), timesMs: liked.timesMs.subarray(from, to) };
    },
    seenBy: (userId) => itemsOf(touched, userId),
  };
}

/** Where a user's pairs stand; empty for a user the dataset does not have. */
const range = ({ offsets }: Csr, index: number | undefined): readonly [number, number] =>
  index === undefined ? [0, 0] : [offsets[index]!, offsets[index + 1]!];
