import { runCli } from '../../src/cli/run-cli.ts';

/** What a command line said and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and keeps what a person would see. */
export async function say(...args: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    interactive: false,
    columns: 80,
    stop: new AbortController().signal,
  });
  return { code, out, err };
}

/** The document that a command printed with `--json`. */
export const documentOf = <T>(said: Said): T => JSON.parse(said.out) as T;
