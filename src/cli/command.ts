import { Command, Option } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import type { Progress } from '../domain/progress.ts';
import { terminalProgress, type Terminal } from './terminal.ts';

/** What every command's work is given. */
export interface CommandIo {
  readonly terminal: Terminal;
  readonly progress: Progress;
  /** The `--home` option. */
  readonly homePath: string;
  readonly json: boolean;
  /** Ends the command well: the document with `--json`, the words without. */
  result(document: Json, words: string): void;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly home: string;
  readonly json?: boolean;
}

/** A command with `--home` and `--json`. */
export const command = (name: string, description: string): Command =>
  commandWith(home(), name, description);

/** A command that needs no home: it takes `--home`, as every command does, but does not offer it. */
export const homelessCommand = (name: string, description: string): Command =>
  commandWith(home().hideHelp(), name, description);

const home = (): Option =>
  new Option('--home <dir>', 'folder that holds everything').default('.showrunner');

const commandWith = (homeOption: Option, name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .addOption(homeOption)
    .option('--json', 'one JSON document on stdout; progress and logs on stderr');

/** A command that only holds others; their options are theirs alone. */
export const group = (name: string, description: string): Command =>
  new Command(name).description(description);

/** Runs a command's work with its I/O, and tidies the progress line whatever happens. */
export async function perform(
  terminal: Terminal,
  options: CommonOptions,
  work: (io: CommandIo) => Promise<void>,
): Promise<void> {
  const progress = terminalProgress(terminal);
  const json = options.json === true;
  try {
    await work({
      terminal,
      progress,
      homePath: options.home,
      json,
      result: (document, words) => {
        progress.end();
        terminal.out(json ? `${JSON.stringify(document, null, 2)}\n` : `${words.trimEnd()}\n`);
      },
    });
  } finally {
    progress.end();
  }
}
