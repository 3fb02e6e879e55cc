import type { Operation } from '../api/control-types.ts';
import { spaced } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';

/** Where a line is of use: kinds of events, and those that were mended. */
const OF_USE: ReadonlySet<string> = new Set([
  'watch',
  'rating',
  'recommendation',
  'account',
  'repaired',
]);

/**
 * What came of judging lines again: how many can be used now, and where more or fewer lines are than
 * before.
 */
export function replayWords(result: Operation['result']): string {
  const changes = Object.entries((result?.['changes'] ?? {}) as Readonly<Record<string, number>>);
  const usable = changes
    .filter(([where]) => OF_USE.has(where))
    .reduce((sum, [, lines]) => sum + lines, 0);
  if (changes.every(([, lines]) => lines === 0))
    return 'Nothing has changed: with what is known today the same is wrong with every line. Each says what, on its page.';
  const others = changes
    .filter(([where, lines]) => lines !== 0 && !OF_USE.has(where))
    .map(([where, lines]) => `${count(Math.abs(lines))} ${moreOrFewer(lines)} ${spaced(where)}`);
  const first =
    usable === 0
      ? 'No line has become usable'
      : usable > 0
        ? `${counted(usable, 'line')} can be used now`
        : `${counted(-usable, 'line')} can no longer be used`;
  return others.length === 0 ? `${first}.` : `${first}: ${others.join(', ')}.`;
}

const moreOrFewer = (lines: number): string =>
  lines > 0 ? 'more with' : Math.abs(lines) === 1 ? 'less with' : 'fewer with';
