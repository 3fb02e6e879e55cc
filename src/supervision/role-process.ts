import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { ChildEnd } from './restart-policy.ts';
import { factsIn, type RoleFacts } from './role-facts.ts';
import { wholeLines } from './whole-lines.ts';

/** A command that runs as a child process. */
export interface RoleCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Who hears of a child. */
export interface RoleListener {
  line(text: string): void;
  facts(facts: RoleFacts): void;
}

/** A child process under way. */
export interface RoleProcess {
  /** Resolves when the process is gone and its last line was heard. */
  readonly ended: Promise<ChildEnd>;
  readonly pid: number | null;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/**
 * Starts a child with a channel to this process and its output read line by line. It leads a
 * process group of its own, so that Ctrl-C at the terminal reaches the supervisor alone and the
 * children end in the order that it wants.
 */
export function startRole(command: RoleCommand, listener: RoleListener): RoleProcess {
  const child = spawn(command.file, command.args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: command.env ?? process.env,
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, listener);
  child.on('message', (message) => {
    const facts = factsIn(message);
    if (facts !== null) listener.facts(facts);
  });
  return {
    ended: endOf(child, listener),
    pid: child.pid ?? null,
    kill: (signal) => void child.kill(signal),
  };
}

function readLines(stream: Readable | null, listener: RoleListener): void {
  const lines = wholeLines((line) => listener.line(line));
  stream?.on('data', (piece: Buffer) => lines.take(piece));
  stream?.on('end', () => lines.end());
}

function endOf(child: ChildProcess, listener: RoleListener): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.on('error', (error) => {
      listener.line(`cannot be started or reached: ${error.message}`);
      if (child.pid === undefined) resolve({ code: 1, signal: null });
    });
  });
}
