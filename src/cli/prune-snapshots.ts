import { currentSnapshot, type SnapshotContent } from '../catalogue/index.ts';
import type { Installation } from '../compose.ts';
import type { DatasetContent } from '../datasets/index.ts';
import type { SegmentContent, SettlementContent } from '../ingest/index.ts';

/**
 * Removes catalogue snapshots that nothing names any more: no segment, no settlement, no dataset,
 * and that are not in force. Asking an API makes a new one every few minutes. Not to be called while
 * lines are being judged: what judges them is named only when they are committed.
 */
export async function pruneSnapshots({ home, artifacts }: Installation): Promise<void> {
  const current = await currentSnapshot(home, artifacts);
  const segments = await artifacts.list<SegmentContent>('segment');
  const settlements = await artifacts.list<SettlementContent>('settlement');
  const datasets = await artifacts.list<DatasetContent>('dataset');
  const named = new Set([
    current?.id,
    ...[...segments, ...settlements].map(({ manifest }) => manifest.content.catalogueId),
    ...datasets.map(({ manifest }) => manifest.content.catalogue),
  ]);
  for (const { id, manifest } of await artifacts.list<SnapshotContent>('catalogue'))
    if (manifest.content.missing !== undefined && !named.has(id))
      await artifacts.remove('catalogue', id);
}
