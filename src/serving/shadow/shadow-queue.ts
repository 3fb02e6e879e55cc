import { setTimeout as pause } from 'node:timers/promises';

/** So many wait at most. */
const MOST = 64;
/** A look at whether the event loop has time takes so long; one that takes so much longer says no. */
const LOOK_MS = 5;
const LATE_MS = 5;

/**
 * Work that must delay nobody: one piece at a time, only while no list is being made and timers of
 * the event loop come in time (where they do not, requests wait that nobody has seen yet), and a rest
 * as long as it took after each. What does not fit is dropped, and its maker is told.
 */
export class ShadowQueue {
  readonly #most: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #making = 0;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** A list is being made. @returns says that it is no longer */
  enter(): () => void {
    this.#making++;
    return () => {
      this.#making--;
      this.#go();
    };
  }

  /** @returns false when it was dropped */
  put(work: () => Promise<void>): boolean {
    if (this.#isClosed || this.#waiting.length >= this.#most) return false;
    this.#waiting.push(work);
    this.#go();
    return true;
  }

  /** Forgets what waits; settles once what was begun has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    await this.#running;
  }

  #go(): void {
    if (this.#running !== null || this.#making > 0 || this.#waiting.length === 0) return;
    this.#running = this.#next().finally(() => {
      this.#running = null;
      this.#go();
    });
  }

  async #next(): Promise<void> {
    await this.#calm();
    const work = this.#making > 0 ? undefined : this.#waiting.shift();
    if (work === undefined) return;
    const startedMs = performance.now();
    await work().catch(() => undefined);
    const tookMs = performance.now() - startedMs;
    if (!this.#isClosed) await pause(tookMs);
  }

  /** Waits until a timer comes in time. */
  async #calm(): Promise<void> {
    let tookMs = Infinity;
    while (!this.#isClosed && tookMs > LOOK_MS + LATE_MS) {
      const startedMs = performance.now();
      await pause(LOOK_MS);
      tookMs = performance.now() - startedMs;
    }
  }
}
