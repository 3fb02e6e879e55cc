import type { KeyedBatch } from './embedded-log-frame.ts';

/** How long a key is remembered. */
export const KEY_HOURS = 24;

/** Batches by their keys. */
export interface RememberedKeys {
  find(key: string, nowMs: number): KeyedBatch | undefined;
  add(batch: KeyedBatch, atMs: number): void;
  readonly size: number;
}

/** An empty memory. Keys come in order of time, so the first ones are the oldest. */
export function rememberedKeys(): RememberedKeys {
  const known = new Map<string, { readonly batch: KeyedBatch; readonly atMs: number }>();
  const forget = (nowMs: number): void => {
    for (const [key, { atMs }] of known) {
      if (atMs > nowMs - KEY_HOURS * 3_600_000) return;
      known.delete(key);
    }
  };
  return {
    find: (key, nowMs) => {
      forget(nowMs);
      return known.get(key)?.batch;
    },
    add: (batch, atMs) => {
      forget(atMs);
      known.delete(batch.key);
      known.set(batch.key, { batch, atMs });
    },
    get size() {
      return known.size;
    },
  };
}
