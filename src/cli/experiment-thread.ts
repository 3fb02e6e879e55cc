import { Worker } from 'node:worker_threads';
import { errorOf, messageOf, type ShowrunnerError } from '../domain/errors.ts';
import { revivedError, type PostedError } from '../domain/posted-error.ts';
import type { ExperimentReader } from '../http/index.ts';
import type { ExperimentPlan } from '../rollout/index.ts';

/** What the thread is asked; `end` has it close what it opened. */
export type ExperimentAsk =
  | { readonly kind: 'report' | 'shadow'; readonly name: string }
  | { readonly kind: 'replay'; readonly name: string; readonly decision: number }
  | { readonly kind: 'forecast'; readonly plan: ExperimentPlan };

export type ToExperimentThread = { readonly id: number; readonly ask: ExperimentAsk } | 'end';

export type FromExperimentThread =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PostedError };

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** So long the thread is kept for the next who asks. */
const IDLE_MS = 60_000;

/**
 * Reads experiments in a thread with connections of its own, which is started for the first who asks
 * and ends when nobody has asked for a while. It answers one after the other.
 *
 * @param homePath root of the home @param stop ends the thread
 */
export function experimentThread(homePath: string, stop: AbortSignal): ExperimentReader {
  let thread: Thread | null = null;
  let idle: NodeJS.Timeout | undefined;
  let asked = 0;
  const end = (): void => {
    clearTimeout(idle);
    if (thread !== null) post(thread.worker, 'end');
    thread = null;
  };
  stop.addEventListener('abort', end, { once: true });
  const ask = <T>(question: ExperimentAsk): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (stop.aborted) return reject(notRead('a server that ends'));
      clearTimeout(idle);
      const current = (thread ??= begin(homePath, (gone) => {
        if (thread === gone) thread = null;
      }));
      const id = asked++;
      current.waiting.set(id, { resolve, reject });
      post(current.worker, { id, ask: question });
      idle = setTimeout(end, IDLE_MS).unref();
    });
  return {
    report: (name) => ask({ kind: 'report', name }),
    replay: (name, decision) => ask({ kind: 'replay', name, decision }),
    forecast: (plan) => ask({ kind: 'forecast', plan }),
    shadow: (name) => ask({ kind: 'shadow', name }),
  };
}

function begin(homePath: string, onGone: (thread: Thread) => void): Thread {
  const worker = new Worker(new URL('experiment-thread-main.ts', import.meta.url), {
    workerData: homePath,
  });
  const thread: Thread = { worker, waiting: new Map() };
  const die = (found: string): void => {
    onGone(thread);
    for (const { reject } of thread.waiting.values()) reject(notRead(found));
    thread.waiting.clear();
  };
  worker.on('message', (message: FromExperimentThread) => {
    const waiting = thread.waiting.get(message.id);
    thread.waiting.delete(message.id);
    if ('error' in message) waiting?.reject(revivedError(message.error, notRead));
    else waiting?.resolve(message.result as never);
  });
  worker.on('error', (error) => die(`'${messageOf(error)}'`));
  worker.on('exit', (code) => die(`a thread that ended with code ${code}`));
  return thread;
}

const post = (worker: Worker, message: ToExperimentThread): void =>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(message);

const notRead = (found: string): ShowrunnerError => errorOf('EXPERIMENT_NOT_READ', { found });
