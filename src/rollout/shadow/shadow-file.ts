import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../store/index.ts';
import { addShadows, SHADOW_SUMMARY, type ShadowSummary } from './shadow-summary.ts';

/** Where the minutes of a shadow lie: JSON lines, a file for each start of a server. */
export const shadowFolder = ({ root }: Pick<Home, 'root'>, experiment: string): string =>
  join(root, 'shadow', experiment);

/**
 * All minutes that were written down of a shadow, of all servers, in the order in which they began. A
 * line that cannot be read, such as the torn last one of a server that was killed, is left out.
 */
export function shadowMinutes(home: Pick<Home, 'root'>, experiment: string): ShadowSummary[] {
  const folder = shadowFolder(home, experiment);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .map(parseMinute)
    .filter((minute) => minute !== null)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Sums up all minutes of a shadow, of all servers; `null` where there are none. */
export const readShadow = (home: Pick<Home, 'root'>, experiment: string): ShadowSummary | null =>
  sumOfShadows(shadowMinutes(home, experiment));

/** Minutes together; `null` where there are none. */
export const sumOfShadows = (minutes: readonly ShadowSummary[]): ShadowSummary | null =>
  minutes.reduce<ShadowSummary | null>(
    (sum, minute) => (sum === null ? minute : addShadows(sum, minute)),
    null,
  );

function parseMinute(line: string): ShadowSummary | null {
  try {
    return SHADOW_SUMMARY.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
