import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { addShadows, noShadow, shadowFolder, type ShadowSummary } from '../../rollout/index.ts';
import type { Home } from '../../store/index.ts';

const FIRST_MS = 5_000;
const MINUTE_MS = 60_000;

/**
 * What a shadow was like, in a file and since this process began: a line after 5 s, then after twice
 * as long each time, so that one that breaks every list is known to soon, up to a line a minute.
 */
export class ShadowMinutes {
  readonly #folder: string;
  readonly #path: string;
  readonly #clock: Clock;
  #minute: ShadowSummary;
  #total: ShadowSummary;
  #fromMs: number;
  #waitMs = FIRST_MS;

  constructor(
    of: { readonly experiment: string; readonly version: string },
    { home, clock }: { readonly home: Home; readonly clock: Clock },
  ) {
    this.#folder = shadowFolder(home, of.experiment);
    this.#clock = clock;
    this.#fromMs = clock.nowMs();
    const name = new Date(this.#fromMs).toISOString().replace(/[-:.]/g, '');
    this.#path = join(this.#folder, `${name}-${process.pid}.jsonl`);
    this.#minute = noShadow(of.version);
    this.#total = noShadow(of.version);
  }

  add(summary: ShadowSummary): void {
    this.#minute = addShadows(this.#minute, summary);
    this.#total = addShadows(this.#total, summary);
  }

  total(): ShadowSummary {
    return this.#total;
  }

  /** Writes what came since the last write, once it is time. Passes on what keeps it from it. */
  async writeInTime(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    if (Math.abs(nowMs - this.#fromMs) >= this.#waitMs) await this.write();
  }

  /** Writes what came since the last write. */
  async write(): Promise<void> {
    const minute = this.#minute;
    this.#fromMs = this.#clock.nowMs();
    if (minute.asked + minute.dropped === 0) return;
    this.#waitMs = Math.min(2 * this.#waitMs, MINUTE_MS);
    this.#minute = noShadow(minute.version);
    try {
      mkdirSync(this.#folder, { recursive: true });
      await appendFile(this.#path, `${JSON.stringify(minute)}\n`);
    } catch (thrown) {
      this.#minute = addShadows(minute, this.#minute);
      throw thrown;
    }
  }
}
