/** Limits how often each client may ask. */
export interface ClientRates {
  /** Takes one request. @returns 0, or in how many milliseconds the next one is free */
  take(client: string, nowMs: number): number;
}

/** Clients that are remembered; the one that was quiet longest is forgotten first. */
const MAX_CLIENTS = 10_000;

/**
 * A token bucket for each client: `burst` requests at once, `perSecond` of them in the long run.
 */
export function clientRates({
  perSecond,
  burst,
}: {
  readonly perSecond: number;
  readonly burst: number;
}): ClientRates {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take: (client, nowMs) => {
      const known = buckets.get(client) ?? { tokens: burst, atMs: nowMs };
      const passedMs = Math.max(0, nowMs - known.atMs);
      const tokens = Math.min(burst, known.tokens + (passedMs * perSecond) / 1000);
      const isFree = tokens >= 1;
      buckets.delete(client);
      buckets.set(client, { tokens: isFree ? tokens - 1 : tokens, atMs: nowMs });
      if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value!);
      return isFree ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond);
    },
  };
}
