import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  foldAnswers,
  syncFromApi,
  type Catalogue,
  type CatalogueApi,
  type CatalogueQuestions,
} from '../catalogue/index.ts';
import type { Installation } from '../compose.ts';
import { messageOf, ShowrunnerError } from '../domain/errors.ts';
import type { Progress } from '../domain/progress.ts';
import type { LineDecoder } from '../events/index.ts';
import { idsInOpenLines, liveSegments, newestSettlements } from '../ingest/index.ts';
import { catalogueOf } from './ingest.ts';
import { pruneSnapshots } from './prune-snapshots.ts';
import { settle } from './settle.ts';

/** Pause between two rounds of asking while following. */
export const LIVE_PAUSE_MS = 60_000;

/** Rounds of asking at the end of a bounded reading: first the ids, then what repairs would give. */
const ROUNDS = 3;

/** How an ingestion asks the APIs while it reads. */
export interface LiveOptions {
  readonly api: CatalogueApi;
  readonly decoder: LineDecoder;
  readonly missingDays: number;
  /** Longest that one round of asking may take, milliseconds. */
  readonly roundMs: number;
  /** Pause between two rounds while following, milliseconds. */
  readonly pauseMs: number;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

/** One stretch of reading with one catalogue. @param stop ends the stretch in good order */
export type ReadStretch<T> = (catalogue: Catalogue | null, stop: AbortSignal) => Promise<T>;

/**
 * Ingests while an API answers what lines ask: reading goes on with the snapshot in force, ids that
 * it cannot tell wait as pending lines; now and then the API is asked about them, and what it says
 * makes a new snapshot. Lines of full segments are settled with it; those of the range that is not
 * full are judged again, as after any restart. When the API is down, reading goes on and lines wait.
 */
export async function ingestLive<T>(
  installation: Installation,
  options: LiveOptions & { readonly follow: boolean },
  read: ReadStretch<T>,
): Promise<T> {
  await foldAnswers(installation, [], { declareLive: true });
  await askRound(installation, options);
  if (!options.follow) {
    const result = await read(await catalogueOf(installation), options.stop);
    let changed = false;
    for (let round = 0; round < ROUNDS && !options.stop.aborted; round++) {
      if (!(await askRound(installation, options))) break;
      changed = true;
    }
    return changed ? read(await catalogueOf(installation), options.stop) : result;
  }
  for (;;) {
    await pruneSnapshots(installation);
    const stretch = new AbortController();
    const reading = read(
      await catalogueOf(installation),
      AbortSignal.any([options.stop, stretch.signal]),
    );
    const ended = new AbortController();
    const asking = askUntilNew(installation, options, ended.signal).finally(() => stretch.abort());
    try {
      const result = await reading;
      if (options.stop.aborted) return result;
    } finally {
      ended.abort();
      await asking;
    }
  }
}

/** Asks in rounds until an answer changes the catalogue, or reading ends. */
async function askUntilNew(
  installation: Installation,
  options: LiveOptions,
  ended: AbortSignal,
): Promise<void> {
  const stop = AbortSignal.any([options.stop, ended]);
  while (!stop.aborted) {
    await sleep(options.pauseMs, undefined, { signal: stop }).catch(() => undefined);
    if (!stop.aborted && (await askRound(installation, { ...options, stop }))) return;
  }
}

/**
 * Asks about the ids of open lines and settles full segments with the answers.
 *
 * @returns whether the catalogue changed; an API that is down changes nothing and is told
 */
export async function askRound(installation: Installation, options: LiveOptions): Promise<boolean> {
  const { progress } = options;
  try {
    const result = await syncFromApi({
      ...installation,
      ...options,
      wanted: await openIds(installation, options.decoder),
      stop: AbortSignal.any([options.stop, AbortSignal.timeout(options.roundMs)]),
    });
    for (const { message } of result.findings) progress.say(message);
    if (result.changed) await settleNow(installation, progress);
    return result.changed;
  } catch (thrown) {
    requireWaitable(thrown);
    progress.say(`Lines wait for the catalogue: ${messageOf(thrown)}`);
    return false;
  }
}

/** Settles full segments; while somebody else does, that is left to them. */
async function settleNow(installation: Installation, progress: Progress): Promise<void> {
  try {
    await settle(installation, { catalogue: await catalogueOf(installation), progress });
  } catch (thrown) {
    requireWaitable(thrown);
  }
}

function requireWaitable(thrown: unknown): void {
  if (!(thrown instanceof ShowrunnerError) || !CAN_WAIT.has(thrown.code)) throw thrown;
}

/** What another round may find otherwise. */
const CAN_WAIT: ReadonlySet<string> = new Set(['CATALOGUE_UNREACHABLE', 'HOME_LOCKED']);

async function openIds(
  installation: Installation,
  decoder: LineDecoder,
): Promise<CatalogueQuestions> {
  const { artifacts, tables } = installation;
  const segments = await liveSegments(artifacts);
  const settlements = await newestSettlements(artifacts);
  const catalogue = await catalogueOf(installation);
  try {
    return await idsInOpenLines(tables, { segments, settlements }, { decoder, catalogue });
  } catch (thrown) {
    // A segment that was replaced meanwhile is read in its new form the next time.
    if (segments.every(({ folder }) => existsSync(folder))) throw thrown;
    return { items: [], users: [] };
  }
}
