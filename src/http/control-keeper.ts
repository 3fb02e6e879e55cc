import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import { liveSegments, newestSettlements, NO_SETTLEMENTS } from '../ingest/index.ts';
import { isRoleHeld, type ArtifactStore, type Home, type Metadata } from '../store/index.ts';
import { cachedArtifacts } from './control-artifact-cache.ts';
import { attentionOf, type AttentionFacts, type StatusFacts } from './control-attention.ts';
import { fileEnds } from './control-file-end.ts';
import { lagWatch, type LagWatch } from './control-lag.ts';
import { slidingRate } from './control-rate.ts';
import { dataReader } from './control-read-data.ts';
import { modelsReader } from './control-read-models.ts';
import { reportsReader } from './control-read-reports.ts';
import { servingReader } from './control-read-serving.ts';
import { ledgerStatus, segmentsStatus, streamStatus } from './control-read-stream.ts';
import { readTraining } from './control-read-training.ts';
import type { Attention, Status } from './control-status.ts';

/** What a status is read from. */
export interface KeeperParts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  readonly clock: Clock;
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  /** The public server, such as `http://127.0.0.1:8082`. */
  readonly servingUrl: string;
}

/** Keeps the status document up to date. */
export interface StatusKeeper {
  /** The document, at most a second old; made anew for the first who asks after that. */
  current(): Promise<Status>;
}

const FRESH_MS = 900;
const RATE_MS = 10_000;

type Unreadable = AttentionFacts['unreadable'][number];

/**
 * Makes the keeper. What cannot be read stands in the document as a thing to attend to, and the
 * rest of the document is as it should be.
 */
export function statusKeeper(parts: KeeperParts): StatusKeeper {
  const { monotonic } = parts;
  const read = statusReader(parts);
  let last: { readonly status: Status; readonly atMs: number } | null = null;
  let reading: Promise<Status> | null = null;
  const refresh = async (): Promise<Status> => {
    try {
      const status = await read();
      last = { status, atMs: monotonic.nowMs() };
      return status;
    } finally {
      reading = null;
    }
  };
  return {
    current: async () => {
      if (last !== null && monotonic.nowMs() - last.atMs < FRESH_MS) return last.status;
      reading ??= refresh();
      return reading;
    },
  };
}

function statusReader(parts: KeeperParts): () => Promise<Status> {
  const { home, metadata, clock, monotonic, servingUrl } = parts;
  const artifacts = cachedArtifacts(home, parts.artifacts);
  const rate = slidingRate(RATE_MS);
  const endOf = fileEnds();
  const lagOf = lagWatches(monotonic);
  const readData = dataReader(home, artifacts);
  const readModels = modelsReader(metadata, artifacts);
  const readReports = reportsReader(home);
  const readServing = servingReader(servingUrl, monotonic);
  return async () => {
    const unreadable: Unreadable[] = [];
    const reading = readingInto(unreadable);
    const isAtWork = isRoleHeld(home, 'train');
    const [segments, settlements, data, training, models, reports, serving] = await Promise.all([
      reading('stream', () => liveSegments(artifacts), []),
      reading('stream', () => newestSettlements(artifacts), NO_SETTLEMENTS),
      reading('dataset', readData, NO_DATA),
      reading('training', () => readTraining(metadata, isAtWork), { ...NO_TRAINING, isAtWork }),
      reading('models', readModels, NO_MODELS),
      reading('report', async () => readReports(), NO_REPORTS),
      readServing(),
    ]);
    const linesRead = segments.reduce((sum, { manifest }) => sum + manifest.content.ledger.read, 0);
    rate.note(linesRead, monotonic.nowMs());
    const status: StatusFacts = {
      format: 1,
      home: home.root,
      now: new Date(clock.nowMs()).toISOString(),
      stream: streamStatus({
        segments,
        isReading: isRoleHeld(home, 'ingest'),
        linesPerSecond: rate.perSecond(),
        endOf,
        lagOf,
      }),
      ledger: ledgerStatus(segments, settlements),
      segments: segmentsStatus(segments),
      catalogue: data.catalogue,
      datasets: data.datasets,
      training,
      models,
      serving,
      report: reports.report,
      reportDays: reports.reportDays,
    };
    const attention = attentionOf({
      status,
      datasetFindings: data.findings,
      reportFindings: reports.findings,
      unreadable,
    });
    return { ...status, attention };
  };
}

/** A watch for each source. */
function lagWatches(monotonic: Clock): (name: string, endMs: number, readMs: number) => number {
  const watches = new Map<string, LagWatch>();
  return (name, endMs, readMs) => {
    const watch = watches.get(name) ?? lagWatch();
    watches.set(name, watch);
    return watch.note({ endMs, readMs, atMs: monotonic.nowMs() });
  };
}

/** Reads a section; what it throws is noted, and the section is as if there were nothing. */
const readingInto =
  (unreadable: Unreadable[]) =>
  async <T>(about: Attention['about'], read: () => Promise<T>, nothing: T): Promise<T> => {
    try {
      return await read();
    } catch (thrown) {
      unreadable.push({ about, message: messageOf(thrown) });
      return nothing;
    }
  };

const NO_DATA = { catalogue: null, datasets: { count: 0, latest: null }, findings: [] };
const NO_TRAINING = {
  lastStage: null,
  current: null,
  last: [],
  latestRun: null,
  failuresInARow: 0,
};
const NO_REPORTS = { report: null, reportDays: [], findings: [] };
const NO_MODELS = {
  versions: 0,
  champion: null,
  baseline: null,
  evaluation: null,
  gate: null,
  lastChange: null,
};
