import { setInterval } from 'node:timers/promises';
import { movieFile, userFile } from '../../adapters/index.ts';
import { currentSnapshot, loadCatalogue, syncCatalogue } from '../../catalogue/index.ts';
import { INGEST_SHARE, openInstallation, type Installation } from '../../compose.ts';
import { accountedFor } from '../../domain/ledger.ts';
import { ingest, ledgerOf, liveSegments } from '../../ingest/index.ts';
import { openHome } from '../../store/index.ts';
import { decodersIn } from '../decoders.ts';
import { EMBEDDED } from '../event-source-option.ts';
import { count } from '../terminal.ts';
import { followedSource, isLogThere } from './followed-log.ts';
import { logEndMs } from './log-end.ts';
import { until } from './pauses.ts';
import type { RoleContext } from './role-context.ts';
import { DAY_MS, type CatalogueSettings } from './settings.ts';
import { dayWords } from './words.ts';

const LOOK_MS = 1_000;

/** Follows the log into committed segments, the catalogue first. */
export async function ingestRole(context: RoleContext): Promise<void> {
  const { settings, stop, say } = context;
  if (!(await until(() => isLogThere(settings), { everyMs: 200, stop }))) return;
  const installation = await openInstallation(openHome(settings.home), INGEST_SHARE);
  const ending = new AbortController();
  try {
    await syncFiles(settings.catalogue, installation, say);
    const snapshot = await currentSnapshot(installation.home, installation.artifacts);
    const catalogue = snapshot === null ? null : await loadCatalogue(installation.tables, snapshot);
    let position = 0;
    const telling = tellDays(installation, context, { ended: ending.signal, read: () => position });
    await ingest({
      ...installation,
      source: followedSource(settings, installation.home),
      decoder: decodersIn(installation.home)(settings.decoder),
      catalogue,
      follow: true,
      stop,
      progress: { say, update: ({ done }) => void (position = done) },
    });
    ending.abort();
    await telling;
  } finally {
    ending.abort();
    await installation.close();
  }
}

/** Puts the files of the catalogue in force, each kind as complete as it is declared. */
async function syncFiles(
  { movies, users, completeMovies, completeUsers, timeless }: CatalogueSettings,
  installation: Installation,
  say: (sentence: string) => void,
): Promise<void> {
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
  at: { readonly ended: AbortSignal; readonly read: () => number },
): Promise<void> {
  let toldDay: number | null = null;
  const look = async (): Promise<void> => {
    const segments = await liveSegments(artifacts);
    const ledger = ledgerOf(segments);
    const times = segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
    const lastMs = times.length === 0 ? null : Math.max(...times);
    tell({ read: at.read(), committed: ledger.read, lastEventMs: lastMs });
    if (lastMs === null) return;
    const day = Math.floor(lastMs / DAY_MS);
    toldDay ??= day;
    if (day === toldDay) return;
    // While a long log is being read its days fly by; the last of them is enough.
    const end = settings.log === EMBEDDED ? null : await logEndMs(settings.log);
    if (end !== null && Math.floor(end / DAY_MS) > day) return;
    say(ledgerWords(ledger, (day - 1) * DAY_MS));
    toldDay = day;
  };
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal: at.ended })) await look();
  } catch (thrown) {
    if ((thrown as Error).name !== 'AbortError') throw thrown;
  }
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
