import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap for young objects as small as it is now, for the rest of the process:
 * what ingestion makes lies in typed arrays, and young space would grow to 100 MB that hold next to
 * nothing.
 */
export const keepYoungSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
