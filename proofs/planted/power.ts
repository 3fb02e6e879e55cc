import { seededRng } from '../../src/math/rng.ts';
import type { DayProfile } from '../../src/monitoring/drift/day-profile.ts';
import { judgeDrift } from '../../src/monitoring/drift/judge-drift.ts';
import { likeDays, REFERENCE_DAYS } from '../../src/monitoring/drift/reference-days.ts';

/** How often a shift of a given size is found. */
export interface Power {
  readonly [name: string]: number;
  /** Share of the viewers whose age is suddenly unknown. */
  readonly share: number;
  readonly days: number;
  readonly found: number;
  readonly foundRate: number;
}

/**
 * The power against a named shift: on clean days, a share of those who were there lose their age,
 * each with that chance, and the day is held against the untouched days before it.
 *
 * @param services profiles of clean services, each in the order of its days
 */
export const powerAgainstLostAges = (
  services: readonly (readonly DayProfile[])[],
  shares: readonly number[],
): Power[] =>
  shares.map((share) => {
    const found = services.flatMap((profiles) =>
      profiles.slice(REFERENCE_DAYS).map((profile, k) => {
        const before = profiles.slice(k, k + REFERENCE_DAYS);
        const { days } = likeDays(
          profile.day,
          before.map(({ day }) => day),
        );
        const reference = before.filter(({ day }) => days.includes(day));
        const { drifted } = judgeDrift(withoutAges(profile, share), reference);
        return drifted.some(({ field, segment }) => field === 'ages' && segment === 'unknown');
      }),
    );
    const count = found.filter((isFound) => isFound).length;
    return { share, days: found.length, found: count, foundRate: count / found.length };
  });

function withoutAges(profile: DayProfile, share: number): DayProfile {
  const ages = profile.columns['ages']!;
  const categories = [...new Set([...ages.categories, 'unknown'])];
  const unknown = categories.indexOf('unknown');
  const rng = seededRng(1, 'power', profile.day, String(share));
  const moved = (rows: readonly (readonly number[])[]): number[][] =>
    rows.map((row) => {
      const kept = categories.map((_, k) => row[k] ?? 0);
      for (const [k, count] of kept.entries()) {
        if (k === unknown) continue;
        const lost = Array.from({ length: count }, () => rng.uniform()).filter((u) => u < share);
        kept[k]! -= lost.length;
        kept[unknown]! += lost.length;
      }
      return kept;
    });
  const shifted = { categories, buckets: moved(ages.buckets), hours: moved(ages.hours) };
  return { ...profile, columns: { ...profile.columns, ages: shifted } };
}
