import { randomBytes } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';

/** Ids drawn from the system's source of randomness at once; drawing one at a time is slow. */
const POOL_IDS = 128;
const RANDOM_BYTES = 10;

/**
 * Makes receipt ids: UUIDs of version 7 in lower case. Their text sorts by the millisecond they
 * were made in; the other 74 bits are random, so ids are unique over replicas and cannot be
 * guessed from one another.
 *
 * Source: RFC 9562, section 5.7.
 */
export function receiptIds(clock: Clock): () => string {
  let pool = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === pool.length) {
      pool = randomBytes(POOL_IDS * RANDOM_BYTES);
      at = 0;
    }
    at += RANDOM_BYTES;
    return uuid7(clock.nowMs(), pool.subarray(at - RANDOM_BYTES, at));
  };
}

/** @param random 10 bytes, of which 6 bits are replaced by version and variant */
function uuid7(atMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.min(Math.max(0, Math.trunc(atMs)), 2 ** 48 - 1), 0, 6);
  bytes.set(random, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** The instant a receipt id was made, milliseconds since the epoch; `null` for any other text. */
export function receiptTimeMs(receiptId: string): number | null {
  const isUuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(
    receiptId,
  );
  return isUuid7 ? Number.parseInt(receiptId.slice(0, 8) + receiptId.slice(9, 13), 16) : null;
}
