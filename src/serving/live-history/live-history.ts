import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '../../catalogue/index.ts';
import type { DatasetParameters } from '../../datasets/index.ts';
import type { Clock } from '../../domain/clock.ts';
import { errorOf, ShowrunnerError } from '../../domain/errors.ts';
import type { ItemId, UserId } from '../../domain/ids.ts';
import type { EventSource, LineDecoder } from '../../events/index.ts';
import type { ArtifactStore, Tables } from '../../store/index.ts';
import type { HistorySource } from '../user-sources.ts';
import { lakeFollower, type LakeFollower } from './follow-lake.ts';
import { followLog, type FollowedLog, type OpenedLog } from './follow-log.ts';
import { historyTables, type HistoryTables } from './history-events.ts';
import type { DelayListener, HistoryStatus } from './history-status.ts';
import { lineTaker, type LineTaker } from './judge-lines.ts';
import { positions, type Positions } from './positions.ts';
import { tableHistory } from './read-history.ts';

/** The log that is followed, and what its lines mean. */
export interface FollowedSource {
  /** @param stop nobody waits for it any more */
  readonly open: (stop: AbortSignal) => Promise<OpenedLog>;
  readonly decoder: LineDecoder;
}

/** What histories are made from. */
export interface LiveHistoryOptions {
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly clock: Clock;
  /** What makes a positive, and what orders them. */
  readonly parameters: DatasetParameters;
  /** `null` where there is none: then the histories are as new as the lake. */
  readonly log: FollowedSource | null;
  /** The catalogue of this moment, which lines are held against. */
  readonly catalogue: () => Catalogue | null;
  readonly onDelay: DelayListener;
  /** How often the lake is looked at; every second, or every 5 beside a log. */
  readonly lookMs?: number;
  /** A log without a new line for so long stands still; 5 minutes. */
  readonly stillMs?: number;
}

/** Histories that follow lake and log. */
export interface LiveHistory {
  readonly history: HistorySource;
  status(): HistoryStatus;
  /** Forgets what a user did, up to now. */
  forget(userId: UserId): void;
  close(): Promise<void>;
}

const LAKE_LOOK_MS = 1_000;
const LOG_LOOK_MS = 5_000;
const STILL_MS = 300_000;

/** State of live histories. */
interface Living {
  readonly options: LiveHistoryOptions;
  readonly tables: HistoryTables;
  readonly positions: Positions;
  readonly lake: LakeFollower;
  log: FollowedLog | null;
  isLoaded: boolean;
  /** Why the lake could not be read the last time; `null` when it could. */
  lakeFailure: unknown;
}

/**
 * Reads the histories of all users from the lake and goes on with the log where the lake ends, both for
 * as long as they are open. At once it answers from what it has by then. What lake or log cannot give
 * is told in the status, and asked for again.
 */
export function openLiveHistory(options: LiveHistoryOptions): LiveHistory {
  const tables = historyTables(options.parameters);
  const known = positions();
  const living: Living = {
    options,
    tables,
    positions: known,
    lake: lakeFollower(options, { tables, positions: known }),
    log: null,
    isLoaded: false,
    lakeFailure: null,
  };
  const ending = new AbortController();
  const running = keepUp(living, ending.signal);
  const runtimeOf = (itemId: ItemId): number | null =>
    options.catalogue()?.item(itemId)?.runtimeMinutes ?? null;
  return {
    history: tableHistory(() => tables, runtimeOf),
    status: () => statusOf(living),
    forget: (userId) => {
      const user = tables.users.find(userId);
      if (user >= 0) tables.contacts.forget(user);
    },
    close: async () => {
      ending.abort();
      await living.log?.stop();
      await running;
    },
  };
}

/** Looks at the lake again and again; once it is in memory, the log is followed beside. */
async function keepUp(living: Living, stop: AbortSignal): Promise<void> {
  const { log, lookMs = log === null ? LAKE_LOOK_MS : LOG_LOOK_MS } = living.options;
  while (!stop.aborted) {
    try {
      await living.lake.catchUp();
      living.lakeFailure = null;
    } catch (thrown) {
      living.lakeFailure = thrown;
    }
    living.isLoaded = true;
    if (log !== null && !stop.aborted) living.log ??= begin(living, log);
    await sleep(lookMs, undefined, { signal: stop }).catch(() => undefined);
  }
  await living.log?.stop();
}

function begin(living: Living, log: FollowedSource): FollowedLog {
  const { options, positions, lake } = living;
  let name = '';
  const takers = new Map<number, { catalogue: Catalogue | null; taker: LineTaker }>();
  return followLog({
    open: log.open,
    positions,
    clock: options.clock,
    onDelay: options.onDelay,
    requireSame: (source) => {
      name = source.name;
      requireSame(lake, source);
    },
    takerOf: (partition) => {
      const catalogue = options.catalogue();
      const now = takers.get(partition);
      if (now !== undefined && now.catalogue === catalogue) return now.taker;
      const userIdBound = now?.taker.userIdBound ?? lake.userIdBound({ source: name, partition });
      const { tables } = living;
      const { leafLines } = lake;
      const grounds = { tables, decoder: log.decoder, catalogue, userIdBound, leafLines };
      const taker = lineTaker(grounds);
      takers.set(partition, { catalogue, taker });
      return taker;
    },
  });
}

/** @throws DataError `TOPIC_REPLACED` where the lake's lines are those of another log of that name */
function requireSame(lake: LakeFollower, { name, identity }: EventSource): void {
  const known = lake.knownOf(name);
  if (known === undefined || known.identity === identity) return;
  throw errorOf('TOPIC_REPLACED', {
    source: name,
    found: identity ?? 'none',
    expected: known.identity ?? 'none',
  });
}

function statusOf({ options, tables, log, isLoaded, lakeFailure }: Living): HistoryStatus {
  const failure = log?.failure() ?? null;
  const waitsFor = !isLoaded
    ? 'The histories are being read from the lake.'
    : options.log === null || failure !== null || log?.isCaughtUp() === true
      ? null
      : 'The histories are being brought up to the end of the log.';
  const { counts } = log ?? { counts: NOTHING_FOLLOWED };
  return {
    isReady: waitsFor === null,
    waitsFor,
    troubles: [
      ...(lakeFailure === null
        ? []
        : [`The lake could not be read (${codeOf(lakeFailure)}); histories go on as they are.`]),
      ...(failure === null
        ? []
        : [`The log cannot be read (${codeOf(failure)}); histories go on as they are.`]),
      ...(log !== null && failure === null ? stillness(options, counts.lastLineMs) : []),
      ...(counts.lost > 0
        ? [`${counts.lost} lines of the log were deleted before they were read.`]
        : []),
    ],
    users: tables.contacts.userCount,
    contacts: tables.contacts.contactCount,
    bytes: tables.contacts.bytes + tables.users.bytes + tables.items.bytes,
    lines: counts.lines,
    setAside: counts.setAside,
    lost: counts.lost,
    lag: log?.lag() ?? null,
    restarts: counts.restarts,
  };
}

const NOTHING_FOLLOWED = { lines: 0, setAside: 0, lost: 0, restarts: 0, lastLineMs: 0 };

function stillness({ clock, stillMs = STILL_MS }: LiveHistoryOptions, lastMs: number): string[] {
  const sinceMs = clock.nowMs() - lastMs;
  if (sinceMs < stillMs) return [];
  return [`The log stands still: no line has come for ${Math.floor(sinceMs / 1000)} s.`];
}

/** What strangers may read: which error it is, not the paths in it. */
const codeOf = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError ? thrown.code : 'an unforeseen error';
