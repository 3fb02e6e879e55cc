import { Worker } from 'node:worker_threads';
import { errorOf, messageOf, type ShowrunnerError } from '../../domain/errors.ts';
import { revivedError, type PostedError } from '../../domain/posted-error.ts';
import type { ModelArtifact, ReadModel } from '../../registry/index.ts';
import { LetterReader, LetterWriter } from './letter.ts';
import { readReply, writeAsk, type Ask, type Reply } from './question.ts';

/** What a thread is started with: a model to read, or the one that another thread has read. */
export interface ThreadOrder {
  readonly artifact: ModelArtifact;
  readonly model: ReadModel | null;
}

/** The memory of the letters to come, or how many questions the next letter holds. */
export type ToThread = SharedArrayBuffer | number;
export type FromThread =
  | { readonly kind: 'ready'; readonly personal: boolean; readonly model: ReadModel | null }
  | { readonly kind: 'failed'; readonly error: PostedError }
  | { readonly kind: 'memory'; readonly memory: SharedArrayBuffer }
  | number;

/** One answer of a batch: what was asked for, or why there is none. */
export type Outcome = Reply | { readonly kind: 'failed'; readonly error: ShowrunnerError };

interface Batch {
  readonly asks: readonly Ask[];
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: ShowrunnerError) => void;
}

/** A thread with a model in it. It works on one batch at a time. */
export class ScoringThread {
  readonly #worker: Worker;
  readonly #writer = new LetterWriter();
  readonly #reader = new LetterReader();
  #known: SharedArrayBuffer | null = null;
  #batch: Batch | null = null;
  #death: ShowrunnerError | null = null;
  #onReady: ((ready: Extract<FromThread, { kind: 'ready' }>) => void) | null = null;
  /** Resolves with the reason when the thread is no more, asked to end or not. */
  readonly ended: Promise<ShowrunnerError>;
  /** The model in it, and whether histories change its scores. */
  model!: ReadModel;
  personal!: boolean;

  private constructor(order: ThreadOrder) {
    this.#worker = new Worker(new URL('thread-main.ts', import.meta.url), { workerData: order });
    this.#worker.on('message', (message: FromThread) => this.#receive(message));
    this.#worker.on('error', (error) => {
      this.#death ??= thrown(messageOf(error));
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#death ??= broken(`a scoring thread that ended with code ${code}`);
        this.#batch?.reject(this.#death);
        this.#batch = null;
        resolve(this.#death);
      });
    });
  }

  /** @throws what keeps the model from being read; UnavailableError `SCORING_BROKE_OFF` */
  static async start(order: ThreadOrder): Promise<ScoringThread> {
    const thread = new ScoringThread(order);
    const ready = new Promise<Extract<FromThread, { kind: 'ready' }>>((resolve) => {
      thread.#onReady = resolve;
    });
    const first = await Promise.race([ready, thread.ended]);
    if (first instanceof Error) throw first;
    thread.model = order.model ?? first.model!;
    thread.personal = first.personal;
    return thread;
  }

  /**
   * Has a batch answered, in the order of the questions.
   *
   * @throws UnavailableError `SCORING_BROKE_OFF` when the thread dies over it
   */
  ask(asks: readonly Ask[]): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      if (this.#death !== null) return reject(this.#death);
      this.#writer.begin();
      for (const ask of asks) writeAsk(this.#writer, ask);
      if (this.#writer.memory !== this.#known) this.#post((this.#known = this.#writer.memory));
      this.#batch = { asks, resolve, reject };
      this.#post(asks.length);
    });
  }

  /** Ends the thread at once, whatever it does. @param reason what its batch is rejected with */
  async end(reason = errorOf('STOPPED', { found: 'a model that was closed' })): Promise<void> {
    this.#death ??= reason;
    await this.#worker.terminate();
  }

  #post(message: ToThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(message);
  }

  #receive(message: FromThread): void {
    if (typeof message === 'number') this.#open();
    else if (message.kind === 'memory') this.#reader.memory = message.memory;
    else if (message.kind === 'ready') this.#onReady?.(message);
    else {
      this.#death ??= revivedError(message.error, thrown);
      void this.#worker.terminate();
    }
  }

  #open(): void {
    const batch = this.#batch;
    this.#batch = null;
    this.#reader.begin();
    batch?.resolve(batch.asks.map(({ kind }) => readOutcome(this.#reader, kind)));
  }
}

function readOutcome(letter: LetterReader, kind: Ask['kind']): Outcome {
  if (letter.number() === 0) return readReply(letter, kind);
  return { kind: 'failed', error: revivedError(JSON.parse(letter.text()) as PostedError, thrown) };
}

const broken = (found: string): ShowrunnerError => errorOf('SCORING_BROKE_OFF', { found });

/** What was thrown in the thread and is in no table. */
const thrown = (message: string): ShowrunnerError => broken(`'${message}'`);
