import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { issueQuality, QUALITY_FILES } from '../pipeline/index.ts';
import { checkWords } from './check-words.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { parseInstant } from './time-option.ts';
import { withInstallation } from './with-installation.ts';

interface CheckOptions extends CommonOptions {
  readonly day?: string;
  readonly contracts?: string;
}

const HELP = 'npx showrunner check --help';

/**
 * `showrunner check`: holds the data against their contracts. Exit code 1 when a finding blocks
 * training.
 */
export const checkCommand = (terminal: Terminal): Command =>
  command('check', 'hold the data against their contracts; writes quality.json and quality.html')
    .option(
      '--day <date>',
      'YYYY-MM-DD, UTC (default: everything; volumes of the newest whole day)',
    )
    .option('--contracts <dir>', "contracts in place of the home's own or the shipped ones")
    .action((options: CheckOptions) =>
      perform(terminal, options, async (io) => {
        const day = options.day === undefined ? null : requireDay(options.day);
        const { quality, folder } = await withInstallation(io.homePath, (installation) =>
          issueQuality(installation, { day, contracts: options.contracts ?? null }),
        );
        io.progress.say(`Written: ${folder}/${QUALITY_FILES.html}`);
        io.result(quality as unknown as Json, checkWords(quality));
        if (quality.verdict === 'block')
          throw errorOf('QUALITY_BLOCKS', {
            found: `${quality.counts.block} of ${quality.checks.length} checks that block training`,
            page: `${folder}/${QUALITY_FILES.html}`,
          });
      }),
    );

function requireDay(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    throw errorOf('BAD_USAGE', {
      found: `'${text}' as a day`,
      expected: 'a day written YYYY-MM-DD, such as 2026-03-01',
      help: HELP,
    });
  parseInstant(text, HELP);
  return text;
}
