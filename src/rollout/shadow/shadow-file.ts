import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../store/index.ts';
import { addShadows, SHADOW_SUMMARY, type ShadowSummary } from './shadow-summary.ts';

/** Where the minutes of a shadow lie: JSON lines, a file for each start of a server. */
export const shadowFolder = ({ root }: Pick<Home, 'root'>, experiment: string): string =>
  join(root, 'shadow', experiment);

/**
 * Sums up all minutes of a shadow, of all servers; `null` where there are none. A line that cannot
 * be read, such as the torn last one of a server that was killed, is left out.
 */
export function readShadow(home: Pick<Home, 'root'>, experiment: string): ShadowSummary | null {
  const folder = shadowFolder(home, experiment);
  if (!existsSync(folder)) return null;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .map(parseMinute)
    .reduce<ShadowSummary | null>(
      (sum, minute) => (minute === null ? sum : sum === null ? minute : addShadows(sum, minute)),
      null,
    );
}

function parseMinute(line: string): ShadowSummary | null {
  try {
    return SHADOW_SUMMARY.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
