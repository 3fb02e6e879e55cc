import type { Command } from 'commander';
import { compactLake, type CompactResult } from '../maintenance/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import { parseAtLeastZero } from './number-option.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface CompactCommandOptions extends CommonOptions {
  readonly olderThanDays: number;
}

/** `showrunner compact`: the lines of days that are over, packed tighter. */
export const compactCommand = (terminal: Terminal): Command =>
  command('compact', 'pack the lake of days that are over tighter; nothing is lost')
    .option('--older-than-days <n>', 'days of event time', parseAtLeastZero, 2)
    .action((options: CompactCommandOptions) =>
      perform(terminal, options, async (io) => {
        const result = await withInstallation(io.homePath, (installation) =>
          compactLake({
            ...installation,
            progress: io.progress,
            stop: terminal.stop,
            olderThanDays: options.olderThanDays,
          }),
        );
        io.result({ ...result }, wordsOf(result));
      }),
    );

function wordsOf(result: CompactResult): string {
  const { compactedCount, lineCount, beforeBytes, afterBytes, freedBytes } = result;
  if (compactedCount === 0)
    return `Nothing to compact.${freedBytes > 0 ? ` ${megabytes(freedBytes)} freed.` : ''}`;
  const perLine = (bytes: number): string => (bytes / lineCount).toFixed(1);
  return `${counted(compactedCount, 'segment')} of ${counted(lineCount, 'line')} compacted: ${megabytes(beforeBytes)} before, ${megabytes(afterBytes)} after (${perLine(beforeBytes)} and ${perLine(afterBytes)} bytes a line); ${megabytes(freedBytes)} freed so far.`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
