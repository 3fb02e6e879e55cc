import { statfsSync } from 'node:fs';
import type { Home } from '../../store/index.ts';
import { noteworthy, trouble, well, type Diagnosis } from './diagnosis.ts';

const GIB = 1024 ** 3;
/** Below this, writing is about to fail. */
const LITTLE_BYTES = 256 * 1024 ** 2;
/** Below this, a day of a large stream may not fit. */
const SCARCE_BYTES = 2 * GIB;

/** How much room there is. */
export function checkDisk({ root }: Home): Diagnosis {
  const { bavail, bsize } = statfsSync(root);
  const freeBytes = bavail * bsize;
  const words = `${(freeBytes / GIB).toFixed(1)} GiB are free on the disk of ${root}.`;
  const wayOut = `npx showrunner compact --home ${root} and npx showrunner retain --home ${root} make room.`;
  if (freeBytes < LITTLE_BYTES) return trouble('disk', words, wayOut);
  return freeBytes < SCARCE_BYTES ? noteworthy('disk', words, wayOut) : well('disk', words);
}
