import { open } from 'node:fs/promises';
import { movielogDecoder } from '../../events/index.ts';

/** The last lines of a log stand in so many bytes. */
const TAIL_BYTES = 16_384;

/**
 * The latest event time among the last lines of a plain log, milliseconds since the epoch; `null`
 * when none of them can be decoded.
 */
export async function logEndMs(path: string): Promise<number | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8', 0, bytesRead).split('\n').slice(0, -1);
    const times = lines.flatMap((line) => {
      const decoded = movielogDecoder.decode(line);
      return decoded.ok ? [decoded.event.time.ms] : [];
    });
    return times.length === 0 ? null : Math.max(...times);
  } finally {
    await file.close();
  }
}
