import { runCli } from '../../src/cli/run-cli.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { Command } from 'commander';
import { sourcesOf } from './count-models.ts';

/** A process that runs `serve` over the count models, for tests that end it from outside. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const terminal = processTerminal(stop.signal);
const program = new Command('showrunner').addCommand(
  serveCommand(terminal, async () => sourcesOf()),
);
process.exitCode = await runCli(process.argv.slice(2), terminal, program);
