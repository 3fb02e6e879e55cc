import type { Command } from 'commander';
import { retain, type Retired } from '../maintenance/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { parseAtLeastZero } from './number-option.ts';
import { count, type Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface RetainCommandOptions extends CommonOptions {
  readonly models: number;
  readonly datasets: number;
  readonly exposureDays?: number;
  readonly setAsideDays?: number;
  readonly dryRun?: boolean;
}

/** `showrunner retain`: removes what no promise needs any more. */
export const retainCommand = (terminal: Terminal): Command =>
  command('retain', 'remove what neither serves nor is needed to explain an answer')
    .option('--models <n>', 'latest models to keep of each family', parseAtLeastZero, 10)
    .option('--datasets <n>', 'latest datasets to keep', parseAtLeastZero, 10)
    .option('--exposure-days <n>', 'keep receipts so long (default: for ever)', parseAtLeastZero)
    .option('--set-aside-days <n>', 'keep what was set aside so long (for ever)', parseAtLeastZero)
    .option('--dry-run', 'say what would go, remove nothing')
    .action((options: RetainCommandOptions) =>
      perform(terminal, options, async (io) => {
        const dryRun = options.dryRun === true;
        const retired = await withInstallation(io.homePath, (installation) =>
          retain({
            ...installation,
            dryRun,
            policy: {
              modelsPerFamily: options.models,
              datasets: options.datasets,
              exposureDays: options.exposureDays ?? null,
              setAsideDays: options.setAsideDays ?? null,
            },
          }),
        );
        io.result({ dryRun, retired: { ...retired } }, wordsOf(retired, dryRun));
      }),
    );

function wordsOf(retired: Retired, dryRun: boolean): string {
  const lines = Object.entries(retired)
    .filter(([, what]) => what.count > 0)
    .map(
      ([kind, what]) =>
        `${count(what.count).padStart(8)}  ${kind.padEnd(16)} ${(what.bytes / 1e6).toFixed(1)} MB`,
    );
  if (lines.length === 0) return 'Everything is needed or within its limits: nothing to remove.';
  return [dryRun ? 'Would be removed:' : 'Removed:', ...lines].join('\n');
}
