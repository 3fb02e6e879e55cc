import { Option, type Command } from 'commander';
import { KAFKA_URL_FORM } from '../adapters/index.ts';
import { currentSnapshot, loadCatalogue, type Catalogue } from '../catalogue/index.ts';
import { INGEST_SHARE, openInstallation, type Installation } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder, type EventSource, type LineDecoder } from '../events/index.ts';
import { ingest, SEGMENT_LINES, type IngestResult } from '../ingest/index.ts';
import { withCost } from '../registry/index.ts';
import { openHome } from '../store/index.ts';
import { API_REQUESTS_PER_SECOND, catalogueApiAt, MISSING_DAYS } from './catalogue-api-option.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { openSource, patiently } from './event-source-option.ts';
import { sourceOf, startOf, type SourceOptions } from './ingest-source.ts';
import { rebuild } from './ingest-rebuild.ts';
import { ingestDocument, ingestWords } from './ingest-words.ts';
import { keepYoungSmall } from './keep-young-small.ts';
import { keepMapping } from './kept-mappings.ts';
import { readMappingFile } from './mapping-file.ts';
import { ingestLive, LIVE_PAUSE_MS } from './live-catalogue.ts';
import { parseAtLeastZero } from './number-option.ts';
import type { Terminal } from './terminal.ts';

interface IngestCommandOptions extends CommonOptions, SourceOptions {
  readonly mapping?: string;
  readonly catalogue?: string;
  readonly catalogueRate: number;
  readonly catalogueWait: number;
  readonly rebuild?: boolean;
  readonly judgeAnew?: boolean;
  readonly follow?: boolean;
  readonly segmentLines: number;
}

/** Who follows waits so long for brokers that are not there yet. */
const PATIENCE_MS = 60_000;

/** `showrunner ingest`: raw lines into committed segments. */
export const ingestCommand = (terminal: Terminal): Command =>
  command('ingest', 'read an event log into the lake')
    .option(
      '--from <source>',
      `file:PATH, plain or packed with gzip or zstd; ${KAFKA_URL_FORM}; log: what was posted to the home`,
    )
    .option('--mapping <file>', 'lines are JSON; this mapping.yaml says what they mean')
    .option('--config <file>', 'take source and Kafka settings from a showrunner.yaml')
    .option('--group <name>', 'consumer group; members of one may share a home')
    .option('--member <name>', 'fixed name of this member of the group')
    .option(
      '--from-offset <n>',
      'where to begin with a partition that was never read: an offset, earliest or latest',
    )
    .option('--from-time <time>', 'the same: at the first record of that time or later')
    .option('--catalogue <address>', 'ask http://HOST:PORT about ids that are not known yet')
    .option(
      '--catalogue-rate <n>',
      'most requests a second to it',
      parseAtLeastZero,
      API_REQUESTS_PER_SECOND,
    )
    .option('--catalogue-wait <seconds>', 'longest time to ask at once', parseAtLeastZero, 60)
    .option('--follow', 'keep reading as the source grows, until Ctrl-C')
    .option('--rebuild', 'make the lake anew from its archived lines, compare, and swap')
    .option('--judge-anew', 'with --rebuild: judge every line with the catalogue in force')
    .addOption(
      new Option('--segment-lines <n>', 'lines of a full segment')
        .argParser(parseLines)
        .default(SEGMENT_LINES)
        .hideHelp(),
    )
    .action((options: IngestCommandOptions) =>
      perform(terminal, options, async (io) => {
        if (options.rebuild === true) return rebuild(io, options);
        const open = await patiently(
          () => openSource(sourceOf(options), () => openHome(io.homePath), startOf(options)),
          {
            forMs: options.follow === true ? PATIENCE_MS : 0,
            stop: terminal.stop,
            say: (sentence) => io.progress.say(sentence),
          },
        );
        if (open === null) return;
        const { source, close } = open;
        try {
          await source.partitions();
          const mapping = options.mapping === undefined ? null : readMappingFile(options.mapping);
          const startedMs = performance.now();
          const result = await withNewInstallation(io.homePath, async (installation) =>
            withCost(installation, 'ingest', () =>
              runWithCatalogue(io, installation, options, {
                source,
                decoder:
                  mapping === null ? movielogDecoder : keepMapping(installation.home, mapping),
                follow: options.follow === true,
                segmentLines: options.segmentLines,
              }),
            ),
          );
          reportIngest(io, result, (performance.now() - startedMs) / 1000);
        } finally {
          await close();
        }
      }),
    );

/** Ingests with the snapshot in force, or with one that an API adds to meanwhile. */
async function runWithCatalogue(
  io: CommandIo,
  installation: Installation,
  { catalogue: address, catalogueRate, catalogueWait }: IngestCommandOptions,
  what: Omit<Parameters<typeof runIngest>[2], 'catalogue'>,
): Promise<IngestResult> {
  if (address === undefined)
    return runIngest(io, installation, { ...what, catalogue: await catalogueOf(installation) });
  const api = catalogueApiAt(address, { option: '--catalogue', perSecond: catalogueRate });
  let newLines = 0;
  const result = await ingestLive(
    installation,
    {
      ...what,
      api,
      missingDays: MISSING_DAYS,
      roundMs: catalogueWait * 1000,
      pauseMs: LIVE_PAUSE_MS,
      progress: io.progress,
      stop: io.terminal.stop,
    },
    async (catalogue, stop) => {
      const stretch = await runIngest(io, installation, { ...what, catalogue, stop });
      newLines += stretch.newLines;
      return stretch;
    },
  );
  return { ...result, newLines };
}

/** Ingests with everything an installation and a command have. */
export const runIngest = (
  { progress, terminal }: CommandIo,
  installation: Installation,
  what: {
    readonly source: EventSource;
    readonly decoder: LineDecoder;
    readonly catalogue: Catalogue | null;
    readonly follow: boolean;
    readonly segmentLines: number;
    /** Ctrl-C unless given. */
    readonly stop?: AbortSignal;
  },
): Promise<IngestResult> => ingest({ ...installation, stop: terminal.stop, ...what, progress });

/** Ends an ingesting command with its ledger. */
export const reportIngest = (io: CommandIo, result: IngestResult, seconds: number): void =>
  io.result(ingestDocument(result, seconds), ingestWords(result, seconds));

/** The catalogue in force, read for look-ups. */
export async function catalogueOf({
  home,
  artifacts,
  tables,
}: Installation): Promise<Catalogue | null> {
  const snapshot = await currentSnapshot(home, artifacts);
  return snapshot === null ? null : loadCatalogue(tables, snapshot);
}

/** Opens the installation of a home, made if need be, does the work, and closes it again. */
export async function withNewInstallation<T>(
  homePath: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  keepYoungSmall();
  const installation = await openInstallation(openHome(homePath), INGEST_SHARE);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

function parseLines(text: string): number {
  const lines = Number(text);
  if (Number.isInteger(lines) && lines >= 1) return lines;
  throw errorOf('BAD_USAGE', {
    found: `--segment-lines ${text}`,
    expected: 'a whole number of at least 1',
    help: 'npx showrunner ingest --help',
  });
}
