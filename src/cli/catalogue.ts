import { Command } from 'commander';
import { movieFile, userFile } from '../adapters/index.ts';
import {
  syncCatalogue,
  syncFromApi,
  type ApiSyncResult,
  type CatalogueQuestions,
  type SyncResult,
} from '../catalogue/index.ts';
import type { Installation } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder } from '../events/index.ts';
import { idsInLake, liveSegments } from '../ingest/index.ts';
import { API_REQUESTS_PER_SECOND, catalogueApiAt, MISSING_DAYS } from './catalogue-api-option.ts';
import { readIds, userRange } from './catalogue-ids.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import { withNewInstallation } from './ingest.ts';
import type { Terminal } from './terminal.ts';

interface SyncCommandOptions extends CommonOptions {
  readonly from?: string;
  readonly ids?: string;
  readonly userRange?: string;
  readonly rate: number;
  readonly missingDays: number;
  readonly movies?: string;
  readonly users?: string;
  readonly complete?: boolean;
  readonly timeless?: boolean;
}

/** `showrunner catalogue sync`: movies and users from the APIs or from files into a snapshot. */
export const catalogueCommand = (terminal: Terminal): Command =>
  new Command('catalogue').description('what is known of movies and users').addCommand(
    command('sync', 'take movies and users from the APIs or from files; what is not given stays')
      .option('--from <address>', 'http://HOST:PORT of the user and movie APIs')
      .option('--ids <file>', 'ids to ask about besides those of the lake, one a line')
      .option('--user-range <range>', 'users to ask about besides, such as 1-1000')
      .option('--rate <n>', 'most requests a second', positive('--rate'), API_REQUESTS_PER_SECOND)
      .option(
        '--missing-days <n>',
        'days for which "there is no such id" is believed',
        positive('--missing-days'),
        MISSING_DAYS,
      )
      .option('--movies <file>', 'answers of the movie API, one JSON object a line (.jsonl[.gz])')
      .option('--users <file>', 'user_id, age, occupation, gender (.csv[.gz])')
      .option('--complete', 'an id that the files lack does not exist')
      .option('--timeless', 'what the files say may be used for the past too')
      .action((options: SyncCommandOptions) =>
        perform(terminal, options, (io) => runSync(io, options)),
      ),
  );

async function runSync(io: CommandIo, options: SyncCommandOptions): Promise<void> {
  if (options.from !== undefined) return syncFrom(io, options, options.from);
  const { movies, users } = options;
  if (movies === undefined && users === undefined)
    throw errorOf('BAD_USAGE', {
      found: 'neither --from nor --movies nor --users',
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

async function syncFrom(
  io: CommandIo,
  options: SyncCommandOptions,
  address: string,
): Promise<void> {
  if (options.movies !== undefined || options.users !== undefined)
    throw errorOf('BAD_USAGE', {
      found: '--from together with a file',
      expected: 'either the APIs or files; sync twice for both',
      help: 'npx showrunner catalogue sync --help',
    });
  const api = catalogueApiAt(address, { option: '--from', perSecond: options.rate });
  const given = options.ids === undefined ? { items: [], users: [] } : readIds(options.ids);
  const range = options.userRange === undefined ? [] : userRange(options.userRange);
  const result = await withNewInstallation(io.homePath, async (installation) =>
    syncFromApi({
      ...installation,
      api,
      wanted: joined(await lakeIds(installation), given, { items: [], users: range }),
      missingDays: options.missingDays,
      progress: io.progress,
      stop: io.terminal.stop,
    }),
  );
  reportApiSync(io, result);
}

/** What the lake names. */
export const lakeIds = async ({ artifacts, tables }: Installation): Promise<CatalogueQuestions> =>
  idsInLake(tables, await liveSegments(artifacts), movielogDecoder);

const joined = (...all: readonly CatalogueQuestions[]): CatalogueQuestions => ({
  items: all.flatMap(({ items }) => items),
  users: all.flatMap(({ users }) => users),
});

function reportApiSync(io: CommandIo, result: ApiSyncResult): void {
  const { snapshot, changed, findings, asked, resumed, unanswered, problem } = result;
  const content = snapshot?.manifest.content;
  const open = unanswered.items.length + unanswered.users.length;
  const sentences = [
    `${counted(asked, 'id')} asked${resumed > 0 ? `, ${counted(resumed, 'answer')} from an earlier run` : ''}.`,
    content === undefined
      ? 'There was nothing to ask about: ingest a log first, or give --ids or --user-range.'
      : `${counted(content.itemCount, 'movie')}, ${counted(content.userCount, 'user')}, ${counted(content.missing?.count ?? 0, 'id')} that the API says there are not.`,
    ...(open > 0
      ? [`${counted(open, 'id')} without an answer (${problem ?? 'stopped'}); sync again to go on.`]
      : []),
    ...(snapshot === null
      ? []
      : [`Catalogue ${snapshot.id.slice(0, 12)} ${changed ? 'is' : 'stays'} in force.`]),
    ...findings.flatMap(({ message, examples }) => [message, ...examples.map((e) => `  ${e}`)]),
  ];
  io.result(
    {
      catalogue: snapshot?.id ?? null,
      changed,
      asked,
      resumed,
      unanswered: { items: [...unanswered.items], users: [...unanswered.users] },
      ...content,
      findings: findings.map((finding) => ({ ...finding, examples: [...finding.examples] })),
    },
    sentences.join('\n'),
  );
}

const positive =
  (option: string) =>
  (text: string): number => {
    const value = Number(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw errorOf('BAD_USAGE', {
      found: `${option} ${text}`,
      expected: 'a number above 0',
      help: 'npx showrunner catalogue sync --help',
    });
  };

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
