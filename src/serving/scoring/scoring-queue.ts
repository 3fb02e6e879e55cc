import { errorOf, type ShowrunnerError } from '../../domain/errors.ts';
import type { Ask, Reply } from './question.ts';
import type { ScoringThread } from './scoring-thread.ts';
import type { ThreadCrew } from './thread-crew.ts';

/** When a request is turned away, and how much is asked of a thread at once. */
export interface QueueSettings {
  /** Estimated wait above which a request is turned away at once, milliseconds. */
  readonly maxWaitMs: number;
  /** A batch holds as many requests as take about this long, and at least one. */
  readonly batchMs: number;
  /** A thread that works on one batch for so long is ended. */
  readonly stuckMs: number;
}

/** What the queue did and holds. */
export interface QueueStatus {
  readonly waiting: number;
  readonly inFlight: number;
  /** What a request takes of a thread, a moving average in milliseconds; 0 before the first. */
  readonly serviceMs: number;
  readonly answered: number;
  readonly batches: number;
  /** Turned away because the wait would have been too long. */
  readonly shed: number;
  /** Not begun because nobody waited any more. */
  readonly expired: number;
}

interface Waiting {
  readonly ask: Ask;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: ShowrunnerError) => void;
}

const SMOOTHING = 0.1;
const MAX_BATCH = 256;

/**
 * Requests on their way to a crew of threads. One that finds a thread idle is sent at once; those
 * that arrive while all work wait, and go out together as one batch.
 */
export class ScoringQueue {
  readonly #crew: ThreadCrew;
  readonly #settings: QueueSettings;
  #waiting: Waiting[] = [];
  #inFlight = 0;
  #serviceMs = 0;
  readonly #counts = { answered: 0, batches: 0, shed: 0, expired: 0 };
  #whenEmpty: (() => void)[] = [];

  constructor(crew: ThreadCrew, settings: QueueSettings) {
    this.#crew = crew;
    this.#settings = settings;
    crew.onIdle = () => this.#dispatch();
    crew.onNobody = (reason) => this.#rejectAll(reason);
  }

  /** @throws UnavailableError `SCORING_BUSY`, `SCORING_BROKE_OFF`; what the model throws */
  put(ask: Ask): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const threads = this.#crew.size;
      const ahead = this.#waiting.length + this.#inFlight;
      if (threads === 0) return reject(this.#crew.lastDeath ?? busy(ahead));
      if ((ahead * this.#serviceMs) / threads > this.#settings.maxWaitMs) {
        this.#counts.shed++;
        return reject(busy(ahead));
      }
      this.#waiting.push({ ask, resolve, reject });
      this.#dispatch();
    });
  }

  /** Resolves when nothing waits or is being computed. */
  async drained(): Promise<void> {
    if (this.#waiting.length + this.#inFlight === 0) return;
    await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  status(): QueueStatus {
    const { length: waiting } = this.#waiting;
    return { waiting, inFlight: this.#inFlight, serviceMs: this.#serviceMs, ...this.#counts };
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#crew.take();
      if (thread === undefined) return;
      const batch = this.#nextBatch();
      if (batch.length === 0) {
        this.#crew.giveBack(thread);
        return this.#tellWhenEmpty();
      }
      void this.#send(thread, batch);
    }
  }

  /** The requests to be computed next; those that come too late are turned away. */
  #nextBatch(): readonly Waiting[] {
    const now = performance.now();
    const fits = Math.floor(this.#settings.batchMs / Math.max(this.#serviceMs, 0.001));
    const size = Math.min(
      MAX_BATCH,
      Math.max(1, fits),
      Math.ceil(this.#waiting.length / this.#crew.size),
    );
    const batch: Waiting[] = [];
    let taken = 0;
    while (batch.length < size && taken < this.#waiting.length) {
      const next = this.#waiting[taken++]!;
      if (now < (next.ask.request.untilMs ?? Infinity)) batch.push(next);
      else {
        this.#counts.expired++;
        next.reject(busy(this.#waiting.length));
      }
    }
    this.#waiting.splice(0, taken);
    return batch;
  }

  async #send(thread: ScoringThread, batch: readonly Waiting[]): Promise<void> {
    const sentMs = performance.now();
    this.#inFlight += batch.length;
    const { stuckMs } = this.#settings;
    const found = `a batch that was not done after ${stuckMs} ms`;
    const stuck = setTimeout(
      () => void thread.end(errorOf('SCORING_BROKE_OFF', { found })),
      stuckMs,
    );
    try {
      const outcomes = await thread.ask(batch.map(({ ask }) => ask));
      this.#measured((performance.now() - sentMs) / batch.length);
      this.#counts.batches++;
      this.#counts.answered += batch.length;
      for (const [at, outcome] of outcomes.entries())
        if (outcome.kind === 'failed') batch[at]!.reject(outcome.error);
        else batch[at]!.resolve(outcome);
    } catch (thrown) {
      for (const { reject } of batch) reject(thrown as ShowrunnerError);
    } finally {
      clearTimeout(stuck);
      this.#inFlight -= batch.length;
      this.#crew.giveBack(thread);
      this.#tellWhenEmpty();
    }
  }

  #measured(ms: number): void {
    this.#serviceMs =
      this.#serviceMs === 0 ? ms : this.#serviceMs + SMOOTHING * (ms - this.#serviceMs);
  }

  #rejectAll(reason: ShowrunnerError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(reason);
    this.#tellWhenEmpty();
  }

  #tellWhenEmpty(): void {
    if (this.#waiting.length + this.#inFlight > 0) return;
    for (const tell of this.#whenEmpty.splice(0)) tell();
  }
}

const busy = (waiting: number): ShowrunnerError => errorOf('SCORING_BUSY', { waiting });
