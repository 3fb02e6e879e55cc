import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { replayDecisions, requireExperiment } from '../rollout/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner experiment replay`: makes past decisions again from the facts that they rested on. */
export const replayCommand = (terminal: Terminal): Command =>
  command('replay', 'make all decisions of an experiment again from the facts they rested on')
    .argument('<name>', 'name of the experiment')
    .action((name: string, options: CommonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          await requireExperiment(installation.metadata, name);
          const replayed = await replayDecisions(installation, name);
          const others = replayed.filter(({ isSame }) => !isSame);
          io.result(
            {
              name,
              decisions: replayed.map(({ kept, again, isSame }) => ({
                number: kept.number,
                step: kept.step,
                at: new Date(kept.atMs).toISOString(),
                action: kept.decision.action,
                factsId: kept.factsId,
                isSame,
                again: again as unknown as Json,
              })),
            },
            [
              ...replayed.map(
                ({ kept, again, isSame }) =>
                  `${new Date(kept.atMs).toISOString().slice(0, 16).replace('T', ' ')}  step ${kept.step + 1}  ${kept.decision.action.padEnd(9)}${isSame ? 'the same' : `now ${again.action}`}  ${kept.factsId.slice(0, 12)}`,
              ),
              `${counted(replayed.length, 'decision')} made again from the facts that were kept, ${replayed.length - others.length} of them the same byte for byte.`,
            ].join('\n'),
          );
          if (others.length > 0)
            throw errorOf('DECISIONS_DIFFER', { name, found: others.length, of: replayed.length });
        }),
      ),
    );
