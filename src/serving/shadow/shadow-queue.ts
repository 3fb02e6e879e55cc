import { setTimeout as pause } from 'node:timers/promises';

/** So many wait at most. */
const MOST = 64;

/**
 * Work that must delay nobody: one piece at a time, only while no list is being made, and a rest
 * as long as it took after each, so that it takes half of a core at most. What does not fit is
 * dropped, and its maker is told.
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
    // Whatever has arrived meanwhile comes first.
    await new Promise<void>((resolve) => void setImmediate(resolve));
    const work = this.#making > 0 ? undefined : this.#waiting.shift();
    if (work === undefined) return;
    const startedMs = performance.now();
    await work().catch(() => undefined);
    const tookMs = performance.now() - startedMs;
    if (!this.#isClosed) await pause(Math.max(1, tookMs));
  }
}
