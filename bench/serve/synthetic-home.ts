import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSource } from '../../src/adapters/index.ts';
import { openInstallation, type Installation } from '../../src/compose.ts';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { ingest } from '../../src/ingest/index.ts';
import { seededRng, type Rng } from '../../src/math/rng.ts';
import { trainModel } from '../../src/pipeline/index.ts';
import { pointAlias, type Alias } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';

/** How large a home is made. */
export interface HomeShape {
  readonly users: number;
  readonly circles: number;
  readonly itemsPerCircle: number;
  readonly likesPerUser: number;
  readonly seed: number;
}

/** The catalogue of MovieLens-20M, and as many users as can be ingested in seconds. */
export const LARGE_HOME: HomeShape = {
  users: 20_000,
  circles: 40,
  itemsPerCircle: 680,
  likesPerUser: 60,
  seed: 5,
};

export const FIRST_USER = 1000;
/** The log in the folder of the home. */
export const LOG_NAME = 'ratings.log';
const START_MS = Date.UTC(2026, 2, 1);
const SPAN_MS = 30 * 86_400_000;
const BATCH = 50_000;
/** What building a dataset of a million ratings takes. */
const BUILD_SHARE = { memoryLimitMb: 6_000, threadCount: 2 };
const OWN_CIRCLE_RATE = 0.85;

/** Opens a home that is filled with a generated log. */
export async function fillHome(folder: string, shape: HomeShape): Promise<Installation> {
  const path = join(folder, LOG_NAME);
  writeRatings(path, shape);
  const home = openHome(join(folder, 'home'));
  const installation = await openInstallation(home, BUILD_SHARE);
  await ingest({
    ...installation,
    source: fileSource(path),
    decoder: movielogDecoder,
    catalogue: null,
    progress: SILENT,
    follow: false,
    stop: new AbortController().signal,
  });
  return installation;
}

/** Trains a family on it. @returns the version */
export const train = async (
  installation: Installation,
  family: string,
  pairs: readonly string[] = [],
): Promise<string> => {
  const ports = { ...installation, progress: SILENT };
  return (await trainModel(ports, { family, pairs, asOfMs: null })).version;
};

/** Makes a version what an alias names. */
export const promote = (installation: Installation, alias: Alias, version: string) =>
  pointAlias(installation, alias, {
    version,
    reason: { actor: 'bench', action: 'promote', because: 'a measurement' },
  });

/** Ratings of 5, in order of time: most from the user's own circle, its first movies most of all. */
function writeRatings(path: string, shape: HomeShape): void {
  const rng = seededRng(shape.seed, 'synthetic-home');
  const count = shape.users * shape.likesPerUser;
  writeFileSync(path, '');
  for (let done = 0; done < count; done += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, count - done) }, (_, at) => {
      const ms = START_MS + Math.floor(((done + at) * SPAN_MS) / count);
      return `${formatEventTime({ ms, nanos: 0 })},${rating(shape, rng)}\n`;
    });
    appendFileSync(path, lines.join(''));
  }
}

function rating({ users, circles, itemsPerCircle }: HomeShape, rng: Rng): string {
  const user = rng.integer(users);
  const circle = rng.uniform() < OWN_CIRCLE_RATE ? user % circles : rng.integer(circles);
  const rank = Math.floor(itemsPerCircle * rng.uniform() ** 2);
  return `${FIRST_USER + user},GET /rate/movie+${circle}+${rank}+2001=5`;
}
