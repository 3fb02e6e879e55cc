import { basename, dirname } from 'node:path';
import type { Measured } from '../check.ts';

const EXAMPLES = 3;

/** How many files of a table are not as they should be. @param verb of several @param verbOfOne */
export const filesMeasured = (
  wrong: readonly string[],
  total: number,
  verb: string,
  verbOfOne: string,
): Measured => ({
  value: wrong.length,
  count: wrong.length,
  observed:
    wrong.length === 0
      ? `as stated in ${total === 1 ? 'the file' : `all ${total} files`}`
      : `${wrong.length} of ${total} file${total === 1 ? '' : 's'} ${wrong.length === 1 ? verbOfOne : verb}`,
  examples: wrong.slice(0, EXAMPLES).map(shortName),
});

/** An artifact's file, such as `ab12cd34ef56/events.parquet`. */
const shortName = (path: string): string =>
  `${basename(dirname(path)).slice(0, 12)}/${basename(path)}`;
