import { feedbackOf, type Positives } from '../../datasets/index.ts';
import type { Rng } from '../../math/rng.ts';

/**
 * The positives of users drawn at random, all of each, until there are about so many; all positives
 * where there are no more than that. Vocabularies stay as they are.
 */
export function sampleUsers(positives: Positives, most: number, rng: Rng): Positives {
  const { users, items, timesMs, userIds } = positives;
  if (users.length <= most) return positives;
  const counts = new Uint32Array(userIds.length);
  for (const user of users) counts[user]!++;
  const order = [...counts.keys()];
  rng.shuffle(order);
  const isKept = new Uint8Array(userIds.length);
  let total = 0;
  for (const user of order) {
    if (total >= most) break;
    isKept[user] = 1;
    total += counts[user]!;
  }
  const rows = users.map((_user, row) => row).filter((row) => isKept[users[row]!] === 1);
  return {
    ...positives,
    users: rows.map((row) => users[row]!),
    items: rows.map((row) => items[row]!),
    timesMs: Float64Array.from(rows, (row) => timesMs[row]!),
    ...feedbackOf(positives, rows),
  };
}
