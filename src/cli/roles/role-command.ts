import { Argument, Command } from 'commander';
import { tellFacts, watchParent } from '../../supervision/index.ts';
import { terminalProgress, type Terminal } from '../terminal.ts';
import { ROLES, type RoleName } from './roles.ts';
import type { UpSettings } from './settings.ts';

/** The hidden `role NAME`: one role of `up` in a process of its own. */
export const roleCommand = (terminal: Terminal): Command =>
  new Command('role')
    .description('one role of up; up starts them')
    .addArgument(new Argument('<name>').choices(Object.keys(ROLES)))
    .requiredOption('--settings <json>', 'what up resolved')
    .action(async (name: RoleName, options: { readonly settings: string }) => {
      const { say } = terminalProgress(terminal);
      await ROLES[name].work({
        settings: JSON.parse(options.settings) as UpSettings,
        say,
        tell: tellFacts,
        stop: AbortSignal.any([terminal.stop, watchParent()]),
      });
    });
