import { Argument, Command } from 'commander';
import { systemClock } from '../../compose.ts';
import { openHome } from '../../store/index.ts';
import { tellFacts, watchParent, type RoleFacts } from '../../supervision/index.ts';
import { roleBoard } from '../../telemetry/index.ts';
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
      const settings = JSON.parse(options.settings) as UpSettings;
      const board = roleBoard(openHome(settings.home), name, systemClock);
      try {
        await ROLES[name].work({
          settings,
          say,
          tell: (facts) => {
            const done = doneIn(facts);
            if (done !== null) board.note(done);
            tellFacts(facts);
          },
          stop: AbortSignal.any([terminal.stop, watchParent()]),
        });
      } finally {
        board.close();
      }
    });

/** What a role says it has done: lists that were asked for, lines that were committed. */
function doneIn({ answers, committed }: RoleFacts): number | null {
  const done = answers ?? committed;
  return typeof done === 'number' ? done : null;
}
