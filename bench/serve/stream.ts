import { appendFileSync, renameSync } from 'node:fs';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { seededRng } from '../../src/math/rng.ts';
import { FIRST_USER, type HomeShape } from './synthetic-home.ts';

/** A log that viewers write to while they are served. */
export interface Stream {
  /** Takes the log away, as when its disk or its service dies; what is written meanwhile waits. */
  takeAway(): void;
  bringBack(): void;
  /** Writes nothing more. @returns how many lines it wrote */
  stop(): number;
}

const EVERY_MS = 100;

/** Appends ratings of random users to a log file, some each tenth of a second. */
export function writeStream(path: string, shape: HomeShape, perSecond: number): Stream {
  const rng = seededRng(shape.seed, 'stream');
  let isGone = false;
  let held: string[] = [];
  let written = 0;
  const line = (): string => {
    const user = FIRST_USER + rng.integer(shape.users);
    const item = `movie+${rng.integer(shape.circles)}+${rng.integer(shape.itemsPerCircle)}+2001`;
    return `${formatEventTime({ ms: Date.now(), nanos: 0 })},${user},GET /rate/${item}=5\n`;
  };
  const timer = setInterval(() => {
    held.push(...Array.from({ length: (perSecond * EVERY_MS) / 1000 }, line));
    if (isGone) return;
    appendFileSync(path, held.join(''));
    written += held.length;
    held = [];
  }, EVERY_MS);
  return {
    takeAway: () => {
      isGone = true;
      renameSync(path, `${path}.gone`);
    },
    bringBack: () => {
      renameSync(`${path}.gone`, path);
      isGone = false;
    },
    stop: () => {
      clearInterval(timer);
      return written;
    },
  };
}
