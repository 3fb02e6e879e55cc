import { accountedFor, type Ledger } from '../domain/ledger.ts';
import { movielogDecoder } from '../events/index.ts';
import { settledLedger, type Segment, type Settlements } from '../ingest/index.ts';
import type { FileEnd } from './control-file-end.ts';
import type { Status } from './control-status.ts';

type Stream = Status['stream'];
type Source = Stream['sources'][number];

/** What the stream's figures are made from. */
export interface StreamFacts {
  readonly segments: readonly Segment[];
  readonly isReading: boolean;
  readonly linesPerSecond: number | null;
  readonly endOf: (path: string) => FileEnd | null;
  /** How long a source has been ahead of what was read of it, seconds. */
  readonly lagOf: (name: string, endMs: number, readMs: number) => number;
}

/** How far the sources were read. */
export function streamStatus(facts: StreamFacts): Stream {
  const bySource = Map.groupBy(facts.segments, ({ manifest }) => manifest.content.source);
  const sources = [...bySource].map(([name, segments]) => sourceStatus(name, segments, facts));
  return {
    isReading: facts.isReading,
    sources,
    linesRead: sources.reduce((sum, { linesRead }) => sum + linesRead, 0),
    linesPerSecond: facts.linesPerSecond,
    lastEventAt: latest(sources.flatMap(({ lastEventAt }) => lastEventAt ?? [])),
    behindSeconds: largest(sources.map(({ behindSeconds }) => behindSeconds)),
    behindForSeconds: largest(sources.map(({ behindForSeconds }) => behindForSeconds)),
  };
}

function sourceStatus(
  name: string,
  segments: readonly Segment[],
  { endOf, lagOf }: StreamFacts,
): Source {
  const contents = segments.map(({ manifest }) => manifest.content);
  const times = contents.flatMap(({ maxTimeMs }) => maxTimeMs ?? []);
  const lastMs = times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b));
  const isPlainLog =
    name.startsWith('file:') && contents.every(({ decoder }) => decoder === movielogDecoder.name);
  const end = isPlainLog ? endOf(name.slice('file:'.length)) : null;
  return {
    name,
    partitions: new Set(contents.map(({ partition }) => partition)).size,
    linesRead: contents.reduce((sum, { ledger }) => sum + ledger.read, 0),
    lastEventAt: lastMs === null ? null : iso(lastMs),
    end:
      end === null
        ? null
        : {
            lastEventAt: iso(end.lastEventMs),
            sizeBytes: end.sizeBytes,
            writtenAt: iso(end.writtenMs),
          },
    behindSeconds:
      end === null || lastMs === null ? null : Math.max(0, (end.lastEventMs - lastMs) / 1000),
    behindForSeconds: end === null || lastMs === null ? null : lagOf(name, end.lastEventMs, lastMs),
  };
}

/** Where the lines went. */
export function ledgerStatus(
  segments: readonly Segment[],
  settlements: Settlements,
): Status['ledger'] {
  const ledger: Ledger = settledLedger(segments, settlements);
  return {
    ...ledger,
    accepted: { ...ledger.accepted },
    quarantined: { ...ledger.quarantined },
    addsUp: accountedFor(ledger) === ledger.read,
  };
}

/** How much the lake holds. */
export const segmentsStatus = (segments: readonly Segment[]): Status['segments'] => ({
  count: segments.length,
  closed: segments.filter(({ manifest }) => manifest.content.closed).length,
  sizeBytes: segments.reduce((sum, { manifest }) => sum + sizeOf(manifest.files), 0),
});

const sizeOf = (files: Segment['manifest']['files']): number =>
  Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const iso = (ms: number): string => new Date(ms).toISOString();

const largest = (values: readonly (number | null)[]): number | null =>
  values.reduce((a, b) => (a === null || b === null ? (a ?? b) : Math.max(a, b)), null);

const latest = (instants: readonly string[]): string | null => [...instants].sort().at(-1) ?? null;
