import { Option, type Command } from 'commander';
import { currentSnapshot, loadCatalogue, type Catalogue } from '../catalogue/index.ts';
import { INGEST_SHARE, openInstallation, type Installation } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder, type EventSource, type LineDecoder } from '../events/index.ts';
import { ingest, SEGMENT_LINES, type IngestResult } from '../ingest/index.ts';
import { openHome } from '../store/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { parseEventSource } from './event-source-option.ts';
import { rebuild } from './ingest-rebuild.ts';
import { ingestDocument, ingestWords } from './ingest-words.ts';
import { keepMapping } from './kept-mappings.ts';
import { readMappingFile } from './mapping-file.ts';
import type { Terminal } from './terminal.ts';

interface IngestCommandOptions extends CommonOptions {
  readonly from?: string;
  readonly mapping?: string;
  readonly rebuild?: boolean;
  readonly judgeAnew?: boolean;
  readonly follow?: boolean;
  readonly segmentLines: number;
}

/** `showrunner ingest`: raw lines into committed segments. */
export const ingestCommand = (terminal: Terminal): Command =>
  command('ingest', 'read an event log into the lake')
    .option(
      '--from <source>',
      'file:PATH, plain or packed with gzip or zstd; log: what was posted to the home',
    )
    .option('--mapping <file>', 'lines are JSON; this mapping.yaml says what they mean')
    .option('--follow', 'keep reading as the file grows, until Ctrl-C')
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
        const source = parseEventSource(requireFrom(options), () => openHome(io.homePath));
        await source.partitions();
        const mapping = options.mapping === undefined ? null : readMappingFile(options.mapping);
        const startedMs = performance.now();
        const result = await withNewInstallation(io.homePath, async (installation) =>
          runIngest(io, installation, {
            source,
            decoder: mapping === null ? movielogDecoder : keepMapping(installation.home, mapping),
            catalogue: await catalogueOf(installation),
            follow: options.follow === true,
            segmentLines: options.segmentLines,
          }),
        );
        reportIngest(io, result, (performance.now() - startedMs) / 1000);
      }),
    );

function requireFrom({ from }: IngestCommandOptions): string {
  if (from !== undefined) return from;
  throw errorOf('BAD_USAGE', {
    found: 'no --from <source>',
    expected: 'that option',
    help: 'npx showrunner ingest --help',
  });
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
  },
): Promise<IngestResult> => ingest({ ...installation, ...what, progress, stop: terminal.stop });

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
