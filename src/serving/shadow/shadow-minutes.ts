import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { addShadows, noShadow, shadowFolder, type ShadowSummary } from '../../rollout/index.ts';
import type { Home } from '../../store/index.ts';

const MINUTE_MS = 60_000;

/** What a shadow was like, minute by minute, in a file, and since this process began. */
export class ShadowMinutes {
  readonly #folder: string;
  readonly #path: string;
  readonly #clock: Clock;
  #minute: ShadowSummary;
  #total: ShadowSummary;
  #fromMs: number;

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

  /** Writes what came since the last write, once a minute has passed. Passes on what keeps it from it. */
  async writeInTime(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    if (Math.abs(nowMs - this.#fromMs) >= MINUTE_MS) await this.write();
  }

  /** Writes what came since the last write. */
  async write(): Promise<void> {
    const minute = this.#minute;
    this.#fromMs = this.#clock.nowMs();
    if (minute.asked + minute.dropped === 0) return;
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
