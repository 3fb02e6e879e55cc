import { addLedgers, EMPTY_LEDGER, type Ledger } from '../domain/ledger.ts';
import type { Clock } from '../domain/clock.ts';
import type { Progress } from '../domain/progress.ts';
import type { LineDecoder } from '../events/index.ts';
import { lockRole, type Home } from '../store/index.ts';
import { liveSegments, type Segment } from './segment.ts';
import { newestSettlements, type Settlement, type SettlementContent } from './settlement.ts';
import { settleSegment, type SettlePorts } from './settle-segment.ts';

/** What a lake is settled with. */
export interface SettleOptions extends Omit<SettlePorts, 'decoder'> {
  readonly home: Home;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Today's decoder for lines that a decoder of the given name read; `null` leaves them alone. */
  readonly decoderFor: (name: string) => LineDecoder | null;
  /** Settlements that must stay, because a dataset names them. */
  readonly kept: ReadonlySet<string>;
  /** Which segments are looked at, by their ledger as it is now; every one unless given. */
  readonly isWanted?: (ledger: Ledger) => boolean;
}

/** What settling a lake came to. */
export interface SettleResult {
  readonly settlements: readonly Settlement[];
  readonly segmentCount: number;
  /** Ledger of the segments that came out otherwise, before and after. */
  readonly before: Ledger;
  readonly after: Ledger;
}

/**
 * Judges the quarantined and pending lines of all closed segments again with today's decoder and
 * catalogue. What comes out as it was makes no new settlement, so a second run does nothing. Older
 * settlements are removed, as are those of segments that are no more.
 *
 * @throws ConflictError `HOME_LOCKED` while another process settles; UnavailableError `DISK_FULL`
 */
export async function settleLake(options: SettleOptions): Promise<SettleResult> {
  const { artifacts, progress, isWanted = () => true } = options;
  const lock = lockRole(options.home, 'settle');
  try {
    const segments = await liveSegments(artifacts);
    const newest = await newestSettlements(artifacts);
    const wanted = segments.filter(
      ({ id, manifest: { content } }) =>
        content.closed &&
        hasOpenLines(content.ledger) &&
        isWanted(ledgerNow(newest.get(id), content)),
    );
    const settlements: Settlement[] = [];
    let [before, after] = [EMPTY_LEDGER, EMPTY_LEDGER];
    for (const [done, segment] of wanted.entries()) {
      progress.update({ task: 'settle', done, total: wanted.length, unit: 'segments' });
      const settlement = await settleOne(
        options,
        segment,
        segments,
        newest.get(segment.id) ?? null,
      );
      if (settlement === null) continue;
      settlements.push(settlement);
      before = addLedgers(before, ledgerNow(newest.get(segment.id), segment.manifest.content));
      after = addLedgers(after, settlement.manifest.content.ledger);
    }
    await removeNeedless(options, segments);
    return { settlements, segmentCount: wanted.length, before, after };
  } finally {
    lock.release();
  }
}

const ledgerNow = (
  last: Settlement | undefined,
  segment: Pick<Segment['manifest']['content'], 'ledger'>,
) => (last?.manifest.content ?? segment).ledger;

const hasOpenLines = ({ quarantined, pending }: Ledger): boolean =>
  pending > 0 || Object.keys(quarantined).length > 0;

async function settleOne(
  { artifacts, tables, catalogue, clock, decoderFor }: SettleOptions,
  segment: Segment,
  segments: readonly Segment[],
  last: Settlement | null,
): Promise<Settlement | null> {
  const decoder = decoderFor(segment.manifest.content.decoder);
  if (decoder === null) return null;
  return settleSegment({ artifacts, tables, decoder, catalogue }, segment, {
    before: upTo(segment, segments),
    last,
    settledAt: new Date(clock.nowMs()).toISOString(),
  });
}

/** The segments of a segment's partition up to it, itself included. */
export const upTo = (
  { manifest: { content: own } }: Segment,
  segments: readonly Segment[],
): Segment[] =>
  segments.filter(
    ({ manifest: { content } }) =>
      content.source === own.source && content.partition === own.partition && content.to <= own.to,
  );

async function removeNeedless(
  { artifacts, kept }: SettleOptions,
  segments: readonly Segment[],
): Promise<void> {
  const live = new Set(segments.map(({ id }) => id));
  const newest = await newestSettlements(artifacts);
  for (const { id, manifest } of await artifacts.list<SettlementContent>('settlement')) {
    const { segment } = manifest.content;
    const counts = live.has(segment) && newest.get(segment)?.id === id;
    if (!counts && !kept.has(id)) await artifacts.remove('settlement', id);
  }
}
