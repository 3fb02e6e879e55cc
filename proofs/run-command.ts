import { runCli } from '../src/cli/run-cli.ts';

/** Runs a command of the program in this process and gives what it says. @throws Error on failure */
export async function runCommand(...args: readonly string[]): Promise<string> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    interactive: false,
    columns: 80,
    stop: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`showrunner ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}
