import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DEFAULT_GROUP,
  DEFAULT_SESSION_MS,
  embeddedLogSource,
  fileSource,
  isKafkaUrl,
  KAFKA_URL_FORM,
  logWithPosted,
  openKafkaSource,
  parseKafkaUrl,
  type KafkaSettings,
  type KafkaStart,
} from '../adapters/index.ts';
import { errorOf, messageOf } from '../domain/errors.ts';
import type { EventSource } from '../events/index.ts';
import type { Home } from '../store/index.ts';
import type {
  EmbeddedSourceSettings,
  FileSourceSettings,
  KafkaSourceSettings,
  SourceSettings,
} from './source-settings.ts';

/** A source, and what lets go of it. */
export interface OpenSource {
  readonly source: EventSource;
  close(): Promise<void>;
}

/** How the log that a home keeps itself is named where a source is asked for. */
export const EMBEDDED = 'log:';

const HELP = 'npx showrunner ingest --help';

/**
 * The source that `--from` names, with everything else as it usually is: `file:PATH`,
 * `kafka://HOST:PORT[,HOST:PORT…]/TOPIC`, or `log:` for the log that the home keeps itself.
 *
 * @throws InputError `BAD_USAGE`
 */
export function parseEventSource(from: string, option = '--from'): SourceSettings {
  if (from === EMBEDDED) return { kind: 'embedded' };
  if (from.startsWith('file:') && from.length > 5) return { kind: 'file', path: from.slice(5) };
  if (isKafkaUrl(from) && parseKafkaUrl(from) !== null)
    return {
      kind: 'kafka',
      url: from,
      group: DEFAULT_GROUP,
      member: null,
      sessionSeconds: DEFAULT_SESSION_MS / 1000,
      tls: null,
      sasl: null,
    };
  throw errorOf('BAD_USAGE', {
    found: `${option} ${from}`,
    expected: `${option} file:PATH, ${option} ${KAFKA_URL_FORM} or ${option} ${EMBEDDED}`,
    help: HELP,
  });
}

/**
 * Opens a source.
 *
 * @param home the home that keeps the log, for `log:`
 * @param start where to begin with what was never read; topics only
 * @throws InputError `FILE_UNREADABLE`, `PASSWORD_MISSING`, `BAD_USAGE`; as `openKafkaSource`
 */
export async function openSource(
  settings: SourceSettings,
  home: () => Home,
  start: KafkaStart | null = null,
): Promise<OpenSource> {
  if (settings.kind === 'kafka') {
    const source = await openKafkaSource(kafkaSettings(settings), start);
    return { source, close: () => source.close() };
  }
  if (start !== null)
    throw errorOf('BAD_USAGE', {
      found: '--from-offset or --from-time with another source than a topic',
      expected: `them with ${KAFKA_URL_FORM}; the others are read from their beginning`,
      help: HELP,
    });
  return { source: plainSource(settings, home), close: async () => undefined };
}

function plainSource(
  settings: FileSourceSettings | EmbeddedSourceSettings,
  home: () => Home,
): EventSource {
  if (settings.kind === 'embedded') return embeddedLogSource(home());
  const file = fileSource(settings.path);
  return settings.withPosted === true ? logWithPosted(file, embeddedLogSource(home())) : file;
}

/** How long somebody waits for brokers that are not there yet. */
export interface Patience {
  readonly forMs: number;
  readonly stop: AbortSignal;
  readonly say: (sentence: string) => void;
}

const RETRY_MS = 1_000;

/**
 * Opens a source, and tries again while its brokers or its topic are not there: they may yet have
 * to start.
 *
 * @returns `null` when stopped before
 */
export async function patiently(
  open: () => Promise<OpenSource>,
  { forMs, stop, say }: Patience,
): Promise<OpenSource | null> {
  const giveUpMs = performance.now() + forMs;
  for (let told = false; !stop.aborted; told = true) {
    try {
      return await open();
    } catch (thrown) {
      const { code } = thrown as { code?: string };
      const mayPass = code === 'KAFKA_FAILED' || code === 'TOPIC_MISSING';
      if (!mayPass || performance.now() > giveUpMs) throw thrown;
      if (!told) say(`${messageOf(thrown)} Trying again.`);
      await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return null;
}

/** Settings with the contents of the files and variables that they name. */
export function kafkaSettings(settings: KafkaSourceSettings): KafkaSettings {
  const { url, group, member, sessionSeconds, tls, sasl } = settings;
  return {
    ...parseKafkaUrl(url)!,
    group,
    member,
    sessionMs: sessionSeconds * 1000,
    tls: tls === null ? null : { ca: pem(tls.ca), cert: pem(tls.cert), key: pem(tls.key) },
    sasl:
      sasl === null
        ? null
        : {
            mechanism: sasl.mechanism,
            username: sasl.username,
            password: passwordIn(sasl.passwordVariable),
          },
  };
}

function pem(path: string | null): string | null {
  if (path === null) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const details = { path, found: messageOf(thrown), expected: 'a PEM file' };
    throw errorOf('FILE_UNREADABLE', details, thrown);
  }
}

function passwordIn(variable: string): string {
  const password = process.env[variable];
  if (password !== undefined && password !== '') return password;
  throw errorOf('PASSWORD_MISSING', { variable });
}
