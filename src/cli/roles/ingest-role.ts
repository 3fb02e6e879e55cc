import { setInterval } from 'node:timers/promises';
import { movieFile, userFile } from '../../adapters/index.ts';
import { currentSnapshot, syncCatalogue } from '../../catalogue/index.ts';
import { INGEST_SHARE, openInstallation, type Installation } from '../../compose.ts';
import { accountedFor } from '../../domain/ledger.ts';
import type { LineDecoder } from '../../events/index.ts';
import {
  ingest,
  liveSegments,
  newestSettlements,
  settledLedger,
  type IngestResult,
} from '../../ingest/index.ts';
import { openHome } from '../../store/index.ts';
import { catalogueApiAt, MISSING_DAYS } from '../catalogue-api-option.ts';
import { decodersIn } from '../decoders.ts';
import { catalogueOf } from '../ingest.ts';
import { ingestLive, LIVE_PAUSE_MS, type ReadStretch } from '../live-catalogue.ts';
import { count } from '../terminal.ts';
import type { SourceSettings } from '../source-settings.ts';
import { keepYoungSmall } from '../keep-young-small.ts';
import { logEndMs } from './log-end.ts';
import { openFollowed } from './open-followed.ts';
import type { RoleContext } from './role-context.ts';
import { DAY_MS, type CatalogueSettings } from './settings.ts';
import { standingOf, type Standing } from './standing.ts';
import { dayWords } from './words.ts';

const LOOK_MS = 1_000;
/** A topic that has so many lines more than were read is being caught up with. */
const FAR_LINES = 100_000;

/** Follows the log into committed segments, the catalogue first. */
export async function ingestRole(context: RoleContext): Promise<void> {
  const { settings, say } = context;
  const open = await openFollowed(context);
  if (open === null) return;
  keepYoungSmall();
  const installation = await openInstallation(openHome(settings.home), INGEST_SHARE);
  const ending = new AbortController();
  try {
    await syncFiles(settings.catalogue, installation, say);
    const standing = standingOf(open.source.group !== undefined);
    const telling = tellDays(installation, context, { ended: ending.signal, standing });
    const decoder = decodersIn(installation.home)(settings.decoder);
    await readWithCatalogue(installation, { context, decoder }, (catalogue, stretch) =>
      ingest({
        ...installation,
        source: open.source,
        decoder,
        catalogue,
        follow: true,
        stop: stretch,
        progress: { say, update: () => undefined },
        onPartition: standing.note,
      }),
    );
    ending.abort();
    await telling;
  } finally {
    ending.abort();
    await open.close();
    await installation.close();
  }
}

/** Reads with the snapshot in force, or with one that the APIs add to meanwhile. */
async function readWithCatalogue(
  installation: Installation,
  {
    context: { settings, stop, say },
    decoder,
  }: { readonly context: RoleContext; readonly decoder: LineDecoder },
  read: ReadStretch<IngestResult>,
): Promise<void> {
  const { from, perSecond } = settings.catalogue;
  if (from === undefined) {
    await read(await catalogueOf(installation), stop);
    return;
  }
  await ingestLive(
    installation,
    {
      api: catalogueApiAt(from, {
        option: 'catalogue.from',
        ...(perSecond === undefined ? {} : { perSecond }),
      }),
      decoder,
      missingDays: MISSING_DAYS,
      roundMs: LIVE_PAUSE_MS,
      pauseMs: LIVE_PAUSE_MS,
      progress: { say, update: () => undefined },
      stop,
      follow: true,
    },
    read,
  );
}

/** Puts the files of the catalogue in force, each kind as complete as it is declared. */
async function syncFiles(
  { movies, users, completeMovies, completeUsers, timeless, from }: CatalogueSettings,
  installation: Installation,
  say: (sentence: string) => void,
): Promise<void> {
  // What an API has added to since is not thrown away for the files it began with.
  if (from !== undefined && (await currentSnapshot(installation.home, installation.artifacts)))
    return;
  const parts = [
    ...(movies === null
      ? []
      : [{ items: movieFile(movies), users: null, complete: completeMovies }]),
    ...(users === null ? [] : [{ items: null, users: userFile(users), complete: completeUsers }]),
  ];
  let changed = false;
  for (const part of parts) {
    const result = await syncCatalogue({ ...installation, ...part, timeless });
    changed ||= result.changed;
    for (const { message } of result.findings) say(message);
  }
  const snapshot = await currentSnapshot(installation.home, installation.artifacts);
  if (snapshot === null && from !== undefined) return;
  if (snapshot === null) say('There is no catalogue: movie and user ids are taken as they are.');
  else if (changed) {
    const { itemCount, userCount } = snapshot.manifest.content;
    say(`Catalogue: ${count(itemCount)} movies, ${count(userCount)} users.`);
  }
}

/** Tells how far reading is, and the ledger whenever a day of event time is over. */
async function tellDays(
  { artifacts }: Installation,
  { say, tell, settings }: RoleContext,
  at: { readonly ended: AbortSignal; readonly standing: Standing },
): Promise<void> {
  let toldDay: number | null = null;
  const look = async (): Promise<void> => {
    const segments = await liveSegments(artifacts);
    const ledger = settledLedger(segments, await newestSettlements(artifacts));
    const times = segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
    const lastMs = times.length === 0 ? null : Math.max(...times);
    tell({ ...at.standing.facts(), committed: ledger.read, lastEventMs: lastMs });
    if (lastMs === null) return;
    const day = Math.floor(lastMs / DAY_MS);
    toldDay ??= day;
    if (day === toldDay) return;
    // While a long log is being read its days fly by; the last of them is enough.
    if (await isFarBehind(settings.source, at.standing, day)) return;
    say(ledgerWords(ledger, (day - 1) * DAY_MS));
    toldDay = day;
  };
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal: at.ended })) await look();
  } catch (thrown) {
    if ((thrown as Error).name !== 'AbortError') throw thrown;
  }
}

/** Whether days that are over lie unread in the source. */
async function isFarBehind(
  source: SourceSettings,
  standing: Standing,
  day: number,
): Promise<boolean> {
  if (source.kind === 'kafka') return standing.lag() > FAR_LINES;
  if (source.kind === 'embedded') return false;
  const end = await logEndMs(source.path);
  return end !== null && Math.floor(end / DAY_MS) > day;
}

/** The ledger in a sentence: every line that was read went somewhere. */
function ledgerWords(ledger: Parameters<typeof accountedFor>[0], dayMs: number): string {
  const accepted = Object.values(ledger.accepted).reduce((sum, lines) => sum + lines, 0);
  const aside = Object.values(ledger.quarantined).reduce((sum, lines) => sum + lines, 0);
  const parts = [
    `${count(accepted)} used`,
    ...(ledger.repaired > 0 ? [`${count(ledger.repaired)} repaired`] : []),
    ...(ledger.duplicate > 0 ? [`${count(ledger.duplicate)} came twice`] : []),
    ...(aside > 0 ? [`${count(aside)} set aside as faulty`] : []),
    ...(ledger.pending > 0 ? [`${count(ledger.pending)} waiting`] : []),
  ];
  return `Up to ${dayWords(dayMs)} ${count(ledger.read)} lines read: ${parts.join(', ')}.`;
}
