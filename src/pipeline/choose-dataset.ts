import { currentSnapshot, type Snapshot } from '../catalogue/index.ts';
import {
  buildDataset,
  type DatasetInputs,
  type DatasetParameters,
  type LineRange,
} from '../datasets/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Progress } from '../domain/progress.ts';
import {
  eventsPath,
  liveSegments,
  newestSettlements,
  settledEventsPath,
  settledLedger,
  settlementsOf,
  type Segment,
  type Settlements,
} from '../ingest/index.ts';
import { loadContracts, type Contracts } from '../quality/index.ts';
import type { ArtifactStore, Home, Tables } from '../store/index.ts';
import { checkQuality } from './check-quality.ts';

/** What a dataset would be built from, known before it is built. */
export interface ChosenDataset {
  /** Ids and the instant, for the cache's key. */
  readonly inputs: Json;
  build(parameters: DatasetParameters): Promise<{ readonly id: string }>;
}

/**
 * Chooses the segments, the catalogue snapshot and the instant of the next dataset. The instant is
 * the last event of the lake unless one is given. A snapshot that was not known at the instant is
 * left out, and said so. What the dataset is made of is held against the contracts in force, as of
 * the instant; what they find lies beside its tables.
 *
 * @throws InputError `INSTANT_TOO_EARLY`, `CONTRACT_INVALID`, `CONTRACTS_MISSING`; DataError `LAKE_EMPTY`, `LAKE_GAP`; building: `ARTIFACT_CORRUPT` when a byte of a segment changed
 */
export async function chooseDataset(
  ports: {
    readonly home: Home;
    readonly artifacts: ArtifactStore;
    readonly tables: Tables;
    readonly progress: Progress;
    /** Folder of contracts; the home's own or the shipped ones when absent. */
    readonly contracts?: string | null;
  },
  asOf: number | null,
): Promise<ChosenDataset> {
  const contracts = loadContracts(ports.home, ports.contracts ?? null);
  const segments = await liveSegments(ports.artifacts);
  const settled = await newestSettlements(ports.artifacts);
  const settlements = settlementsOf(segments, settled);
  requireNoGap(segments);
  requireNotTooEarly(segments, asOf);
  const asOfMs = asOf ?? lastEventMs(segments);
  if (asOfMs === null)
    throw errorOf('LAKE_EMPTY', { found: `${segments.length} segments without an accepted event` });
  const current = await currentSnapshot(ports.home, ports.artifacts);
  const catalogue = current !== null && isKnownAt(current, asOfMs) ? current : null;
  if (current !== null && catalogue === null)
    ports.progress.say(
      'The catalogue is younger than the data, so the dataset does without it; sync it with --timeless if it holds for the past.',
    );
  return {
    inputs: {
      segments: segments.map(({ id }) => id),
      ...(settlements.length === 0 ? {} : { settlements: settlements.map(({ id }) => id) }),
      catalogue: catalogue?.id ?? null,
      asOfMs,
      contracts: contracts.hash,
    },
    build: async (parameters) => {
      for (const part of [...segments, ...settlements]) await ports.artifacts.requireIntact(part);
      if (catalogue !== null) await ports.artifacts.requireIntact(catalogue);
      const quality = await heldAgainst(contracts, {
        ...ports,
        segments,
        settlements: settled,
        snapshot: catalogue,
        asOfMs,
      });
      const built = await buildDataset(ports, {
        ...quality,
        segments: segments.map((segment) => ({
          id: segment.id,
          eventsPath: eventsPath(segment),
          lines: linesOf(segment),
        })),
        settlements: settlements.map((settlement) => ({
          id: settlement.id,
          eventsPath: settledEventsPath(settlement),
        })),
        catalogue,
        asOfMs,
        parameters,
      });
      return { id: built.dataset.id };
    },
  };
}

/** What the contracts find in the data of a dataset, and what decides that. */
async function heldAgainst(
  contracts: Contracts,
  {
    tables,
    segments,
    settlements,
    snapshot,
    asOfMs,
    progress,
  }: {
    readonly tables: Tables;
    readonly segments: readonly Segment[];
    readonly settlements: Settlements;
    readonly snapshot: Snapshot | null;
    readonly asOfMs: number;
    readonly progress: Progress;
  },
): Promise<Pick<DatasetInputs, 'contract' | 'quality'>> {
  progress.say('Holding the data against their contracts.');
  const scope = { tables, segments, settlements, snapshot, day: null, asOfMs, nowMs: asOfMs };
  const facts = await checkQuality(contracts, scope);
  return {
    contract: { hash: contracts.hash, ledger: settledLedger(segments, settlements) },
    quality: {
      findings: facts.findings as readonly Finding[],
      facts: facts as unknown as Json,
    },
  };
}

const linesOf = ({ manifest: { content } }: Segment): LineRange => ({
  source: content.source,
  partition: content.partition,
  from: content.from,
  to: content.to,
});

/**
 * Segments of one log follow each other without a hole; one that is missing would take its lines
 * out of the dataset without a word.
 */
function requireNoGap(segments: readonly Segment[]): void {
  for (const [index, segment] of segments.entries()) {
    const [before, here] = [segments[index - 1], segment].map((s) => s?.manifest.content);
    if (before?.source !== here!.source || before.partition !== here!.partition) continue;
    if (before.to < here!.from)
      throw errorOf('LAKE_GAP', { source: here!.source, from: before.to, to: here!.from });
  }
}

const isKnownAt = ({ manifest }: Snapshot, asOfMs: number): boolean =>
  manifest.content.knownFromMs === null || manifest.content.knownFromMs <= asOfMs;

function requireNotTooEarly(segments: readonly Segment[], asOfMs: number | null): void {
  const times = segments
    .map(({ manifest }) => manifest.content.minTimeMs)
    .filter((ms) => ms !== null);
  const firstMs = Math.min(...times);
  if (asOfMs !== null && times.length > 0 && asOfMs < firstMs)
    throw errorOf('INSTANT_TOO_EARLY', {
      found: new Date(asOfMs).toISOString(),
      first: new Date(firstMs).toISOString(),
    });
}

function lastEventMs(segments: readonly Segment[]): number | null {
  const times = segments
    .map(({ manifest }) => manifest.content.maxTimeMs)
    .filter((ms) => ms !== null);
  return times.length === 0 ? null : Math.max(...times);
}
