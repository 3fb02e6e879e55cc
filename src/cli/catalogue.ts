import { Command } from 'commander';
import { movieFile, userFile } from '../adapters/index.ts';
import { syncCatalogue, type SyncResult } from '../catalogue/index.ts';
import { errorOf } from '../domain/errors.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import { withNewInstallation } from './ingest.ts';
import type { Terminal } from './terminal.ts';

interface SyncCommandOptions extends CommonOptions {
  readonly movies?: string;
  readonly users?: string;
  readonly complete?: boolean;
  readonly timeless?: boolean;
}

/** `showrunner catalogue sync`: movies and users from files into a snapshot. */
export const catalogueCommand = (terminal: Terminal): Command =>
  new Command('catalogue').description('what is known of movies and users').addCommand(
    command('sync', 'take movies and users from files; what is not given stays')
      .option('--movies <file>', 'answers of the movie API, one JSON object a line (.jsonl[.gz])')
      .option('--users <file>', 'user_id, age, occupation, gender (.csv[.gz])')
      .option('--complete', 'an id that the files lack does not exist')
      .option('--timeless', 'what the files say may be used for the past too')
      .action((options: SyncCommandOptions) =>
        perform(terminal, options, (io) => runSync(io, options)),
      ),
  );

async function runSync(io: CommandIo, options: SyncCommandOptions): Promise<void> {
  const { movies, users } = options;
  if (movies === undefined && users === undefined)
    throw errorOf('BAD_USAGE', {
      found: 'neither --movies nor --users',
      expected: 'at least one of them',
      help: 'npx showrunner catalogue sync --help',
    });
  const result = await withNewInstallation(io.homePath, (installation) =>
    syncCatalogue({
      ...installation,
      items: movies === undefined ? null : movieFile(movies),
      users: users === undefined ? null : userFile(users),
      complete: options.complete === true,
      timeless: options.timeless === true,
    }),
  );
  reportSync(io, result);
}

function reportSync(io: CommandIo, { snapshot, changed, findings }: SyncResult): void {
  const { content } = snapshot.manifest;
  const sentences = [
    `${counted(content.itemCount, 'movie')}${content.itemsComplete ? ' (complete)' : ''}, ${counted(content.userCount, 'user')}${content.usersComplete ? ' (complete)' : ''}.`,
    changed
      ? `Catalogue ${snapshot.id.slice(0, 12)} is in force.`
      : `Nothing new: catalogue ${snapshot.id.slice(0, 12)} stays in force.`,
    ...findings.flatMap(({ message, examples }) => [message, ...examples.map((e) => `  ${e}`)]),
  ];
  io.result(
    {
      catalogue: snapshot.id,
      changed,
      ...content,
      findings: findings.map((finding) => ({ ...finding, examples: [...finding.examples] })),
    },
    sentences.join('\n'),
  );
}
