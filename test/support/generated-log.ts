import { writeFileSync } from 'node:fs';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { seededRng } from '../../src/math/rng.ts';

/** Users who like one of a few circles of movies, and a little of everything else. */
export interface GeneratedLog {
  readonly users: number;
  readonly itemsPerCircle: number;
  readonly circles: number;
  readonly likesPerUser: number;
  readonly seed: number;
}

const START_MS = Date.UTC(2026, 2, 1);
const DAY_MS = 86_400_000;

/**
 * Writes a log in which a personal model must win: nine likes of ten come from the user's own
 * circle, the circles are equally large, and the events of all users are spread over thirty days.
 * Within a circle the first movies are liked most, so popularity knows something too.
 * Likes are ratings of 5 and watches of 12 minutes, in turn.
 */
export function writeGeneratedLog(path: string, shape: GeneratedLog): void {
  const rng = seededRng(shape.seed, 'generated-log');
  const lines: { ms: number; text: string }[] = [];
  for (let user = 0; user < shape.users; user++) {
    const own = user % shape.circles;
    const seen = new Set<string>();
    while (seen.size < shape.likesPerUser) {
      const circle = rng.uniform() < 0.9 ? own : rng.integer(shape.circles);
      const rank = Math.floor(shape.itemsPerCircle * rng.uniform() ** 2);
      const item = `movie+${circle}+${rank}+2001`;
      if (seen.has(item)) continue;
      seen.add(item);
      const ms = START_MS + rng.integer(30 * 86_400) * 1000;
      if (seen.size % 2 === 0) lines.push({ ms, text: `${1000 + user},GET /rate/${item}=5` });
      else
        for (let minute = 0; minute < 12; minute++)
          lines.push({
            ms: ms + minute * 60_000,
            text: `${1000 + user},GET /data/m/${item}/${minute}.mpg`,
          });
    }
  }
  lines.sort((a, b) => a.ms - b.ms);
  const written = lines.map(({ ms, text }) => `${formatEventTime({ ms, nanos: 0 })},${text}\n`);
  writeFileSync(path, written.join(''));
}

/** Days covered by a generated log. */
export const GENERATED_UNTIL_MS = START_MS + 30 * DAY_MS;
