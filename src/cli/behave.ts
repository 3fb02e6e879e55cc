import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { errorOf } from '../domain/errors.ts';
import { behaveModel } from '../pipeline/index.ts';
import { behaveAgeRules, NO_RULES, parseRules, type RuleSet } from '../serving/index.ts';
import type { Home } from '../store/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { junitReport } from './junit.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';
import { writeAskedFile } from './write-file.ts';

interface BehaveOptions extends CommonOptions {
  readonly junit?: string;
  readonly rules?: string;
}

const SIGNS = { held: 'ok', broken: 'BROKEN', doubtful: 'doubtful', skipped: 'skipped' } as const;

/** `showrunner behave MODEL`: whether a registered model's lists behave; exit 1 where not. */
export const behaveCommand = (terminal: Terminal): Command =>
  command('behave', "check how a model's lists behave, whatever its metrics say")
    .argument('<version>', 'such as als/3')
    .option('--junit <file>', 'write the outcomes as a JUnit report')
    .option('--rules <file>', 'rules.yaml; without it the one in the home, where there is one')
    .action((version: string, options: BehaveOptions) =>
      perform(terminal, options, async (io) => {
        const outcomes = await withInstallation(io.homePath, async (installation) => [
          ...(await behaveModel(installation, version)),
          await behaveAgeRules(installation, version, rulesOf(installation.home, options.rules)),
        ]);
        if (options.junit !== undefined)
          await writeAskedFile(
            options.junit,
            junitReport(`showrunner behave ${version}`, outcomes),
          );
        const broken = outcomes.filter(({ outcome }) => outcome === 'broken');
        io.result(
          { version, holds: broken.length === 0, checks: [...outcomes] },
          outcomes
            .map(({ name, outcome, found }) => `${SIGNS[outcome].padEnd(8)} ${name}: ${found}`)
            .join('\n'),
        );
        if (broken.length > 0)
          throw errorOf('MODEL_MISBEHAVES', {
            version,
            found: broken.map(({ name, found }) => `'${name}' broken (${found})`).join('; '),
          });
      }),
    );

/** The rules of a named file or of the home. @throws as `parseRules`; InputError `RULES_MISSING` */
function rulesOf(home: Home, named: string | undefined): RuleSet {
  const file = named ?? join(home.root, 'rules.yaml');
  if (existsSync(file)) return parseRules(readFileSync(file, 'utf8'), file);
  if (named === undefined) return NO_RULES;
  throw errorOf('RULES_MISSING', { file, found: 'no such file' });
}
