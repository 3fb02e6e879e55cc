import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { promoteVersion } from '../pipeline/index.ts';
import { listVersions, rollBack, versionBehind } from '../registry/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner models`: the registered versions and who serves. */
export const modelsCommand = (terminal: Terminal): Command =>
  command('models', 'list the registered models').action((options: CommonOptions) =>
    perform(terminal, options, async (io) => {
      const { versions, champion, baseline } = await withInstallation(
        io.homePath,
        async ({ metadata }) => ({
          versions: await listVersions(metadata),
          champion: (await versionBehind(metadata, 'champion'))?.version ?? null,
          baseline: (await versionBehind(metadata, 'baseline'))?.version ?? null,
        }),
      );
      const lines = versions.map((v) => {
        const roles = [v.version === champion && 'champion', v.version === baseline && 'baseline'];
        return `${v.version.padEnd(16)}${v.createdAt.slice(0, 19)}  model ${v.modelId.slice(0, 12)}  dataset ${v.datasetId.slice(0, 12)}  ${roles.filter(Boolean).join(', ')}`;
      });
      io.result(
        { champion, baseline, versions: versions.map((v) => ({ ...v })) },
        lines.length === 0 ? 'No models yet. Train some: npx showrunner run' : lines.join('\n'),
      );
    }),
  );

interface ReasonOptions extends CommonOptions {
  readonly reason: string;
}

/** `showrunner promote VERSION`: the gate, then the alias. */
export const promoteCommand = (terminal: Terminal): Command =>
  command('promote', 'make a version champion, if it passes the gate')
    .argument('<version>', 'such as als/3')
    .option('--reason <text>', 'kept in the audit', 'no reason given')
    .action((version: string, options: ReasonOptions) =>
      perform(terminal, options, async (io) => {
        const outcome = await withInstallation(io.homePath, (installation) =>
          promoteVersion(
            { ...installation, progress: io.progress },
            { version, actor: actor(), reason: options.reason },
          ),
        );
        io.result(
          { champion: outcome.champion, changed: outcome.changed, reasons: [...outcome.reasons] },
          [
            ...outcome.reasons,
            outcome.changed
              ? `${outcome.champion} is champion.`
              : `${outcome.champion} was champion already.`,
          ].join('\n'),
        );
      }),
    );

/** `showrunner rollback`: undo the last promotion. */
export const rollbackCommand = (terminal: Terminal): Command =>
  command('rollback', 'undo the last promotion')
    .option('--reason <text>', 'kept in the audit', 'no reason given')
    .action((options: ReasonOptions) =>
      perform(terminal, options, async (io) => {
        const move = await withInstallation(io.homePath, (installation) =>
          rollBack(installation, { actor: actor(), because: options.reason }),
        );
        io.result({ ...move }, `Rolled back from ${move.from} to ${move.to}.`);
      }),
    );

const actor = (): string => userInfo().username;
