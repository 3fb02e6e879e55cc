import { availableParallelism } from 'node:os';
import { errorOf } from '../../domain/errors.ts';
import type { ItemId } from '../../domain/ids.ts';
import type { ModelArtifact } from '../../registry/index.ts';
import type { Ranker, RankRequest } from '../ranker.ts';
import type { Ask } from './question.ts';
import { ScoringQueue, type QueueSettings, type QueueStatus } from './scoring-queue.ts';
import { ThreadCrew, type RespawnSettings } from './thread-crew.ts';

/** Settings of scoring in threads; the defaults are the real ones. */
export interface ScoringSettings extends QueueSettings {
  /** Threads a model has, ≥ 1. */
  readonly threads: number;
  readonly respawn: RespawnSettings;
}

const DEFAULTS: ScoringSettings = {
  threads: Math.max(1, availableParallelism() - 1),
  maxWaitMs: 60,
  batchMs: 5,
  stuckMs: 30_000,
  respawn: { firstMs: 100, mostMs: 10_000, forgivenMs: 60_000 },
};

/** What a model's threads did and are doing. */
export interface ScoringStatus extends QueueStatus {
  readonly threads: number;
  /** Threads that died without being asked to. */
  readonly deaths: number;
}

/** A model in threads of its own. */
export interface WorkerRanker extends Ranker {
  readonly itemIds: readonly ItemId[];
  /** Whether the history changes the scores. */
  readonly personal: boolean;
  /** Has every thread answer, so that later requests find the code compiled and the memory there. */
  warm(requests: readonly RankRequest[]): Promise<void>;
  status(): ScoringStatus;
}

/**
 * Loads a model into threads of its own and asks it there, so that neither loading nor scoring
 * holds up the event loop. One thread reads the file and verifies every byte; all share the
 * tensors. What a scorer derives from them is each thread's own: for als 5 bytes a number, for
 * explanations of als 8 bytes a number, for all but als one number an item.
 *
 * Answers are those of `localRanker`, bit for bit. A thread that dies rejects what it was working
 * on, is started anew after a pause, and takes nothing else with it.
 *
 * @throws DataError `ARTIFACT_CORRUPT`, `TENSORS_UNREADABLE`; UnavailableError `SCORING_BROKE_OFF`
 */
export async function workerRanker(
  artifact: ModelArtifact,
  settings: Partial<ScoringSettings> = {},
): Promise<WorkerRanker> {
  const all = { ...DEFAULTS, ...settings };
  const crew = await ThreadCrew.start(artifact, all);
  const { model, personal } = crew.first;
  const queue = new ScoringQueue(crew, all);
  let isClosed = false;
  const put = async (ask: Ask) => {
    if (isClosed) throw errorOf('STOPPED', { found: 'a model that was closed' });
    return queue.put(ask);
  };
  return {
    itemIds: model.itemIds,
    personal,
    top: async (request) => {
      const reply = await put({ kind: 'top', request });
      return (reply as Extract<typeof reply, { kind: 'top' }>).ranked;
    },
    explain: async (request, rows) => {
      const reply = await put({ kind: 'explain', request, rows });
      return (reply as Extract<typeof reply, { kind: 'explain' }>).explained;
    },
    warm: (requests) => crew.warm(warmingAsks(requests)),
    status: () => ({ ...queue.status(), threads: crew.size, deaths: crew.deaths }),
    close: async () => {
      isClosed = true;
      await queue.drained();
      await crew.close();
    },
  };
}

/** Every way of asking. */
const warmingAsks = (requests: readonly RankRequest[]): Ask[] =>
  requests.flatMap((request, at): Ask[] => {
    const top: Ask = { kind: 'top', request };
    const explain: Ask = { kind: 'explain', request, rows: Uint32Array.of(0) };
    return at % 8 === 0 ? [top, explain] : [top];
  });
