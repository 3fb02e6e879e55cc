import { loadCatalogue, type SnapshotContent } from '../catalogue/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { LineDecoder } from '../events/index.ts';
import {
  liveSegments,
  settledEventsPath,
  settleSegment,
  upTo,
  type SettlementContent,
} from '../ingest/index.ts';
import type { JudgingPorts } from './judge-again.ts';

/**
 * Settles segments that were judged anew in a clean home as the named settlements did, and holds
 * each against its name.
 *
 * @returns the settlements made anew, with their events
 * @throws DataError `NOT_REPRODUCED`; NotFoundError `ARTIFACT_MISSING`
 */
export async function settleAgain(
  ports: JudgingPorts & { readonly decoderOf: (name: string) => LineDecoder },
  clean: JudgingPorts,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly eventsPath: string }[]> {
  const segments = await liveSegments(clean.artifacts);
  const settled: { id: string; eventsPath: string }[] = [];
  for (const id of ids) {
    const named = await ports.artifacts.load<SettlementContent>('settlement', id);
    const { segment: segmentId, decoder, catalogueId } = named.manifest.content;
    const segment = segments.find((candidate) => candidate.id === segmentId);
    if (segment === undefined)
      throw errorOf('NOT_REPRODUCED', { id, found: 'other segments than the one it settled' });
    const catalogue =
      catalogueId === null
        ? null
        : await loadCatalogue(
            clean.tables,
            await ports.artifacts.load<SnapshotContent>('catalogue', catalogueId),
          );
    const again = await settleSegment(
      { ...clean, decoder: ports.decoderOf(decoder), catalogue },
      segment,
      { before: upTo(segment, segments), settledAt: '' },
    );
    if (again?.id !== id)
      throw errorOf('NOT_REPRODUCED', { id, found: again?.id ?? 'nothing new' });
    settled.push({ id, eventsPath: settledEventsPath(again) });
  }
  return settled;
}
