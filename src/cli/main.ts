import { watchParent } from '../supervision/index.ts';
import { processTerminal } from './terminal.ts';
import { runCli } from './run-cli.ts';

/** Entry of the program: the first Ctrl-C asks for an end in good order, the second ends at once. */
const stop = new AbortController();
if (process.env['SHOWRUNNER_LAUNCHED'] === '1') {
  delete process.env['SHOWRUNNER_LAUNCHED'];
  watchParent().addEventListener('abort', () => stop.abort());
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stop.abort();
    process.once(signal, () => process.exit(130));
  });
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2), processTerminal(stop.signal));
