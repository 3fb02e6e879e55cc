import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorOf } from '../domain/errors.ts';
import { writeFileDurably, type Home } from '../store/index.ts';
import { demoPaths } from './roles/demo-files.ts';
import { DAY_MS, USUAL_SCHEDULE, type DemoSettings, type UpSettings } from './roles/settings.ts';

/** What a demo's world is made from; kept in the home so that a second start is the same world. */
const worldSchema = z.object({
  users: z.int().min(50).max(1_000_000),
  movies: z.int().min(50).max(60_000),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  startMs: z.int().multipleOf(DAY_MS),
  pastDays: z.int().min(2).max(60),
});
type DemoWorld = z.infer<typeof worldSchema>;

/** What may be asked for on the command line; `undefined` for the usual. */
export interface DemoWishes {
  readonly users?: number | undefined;
  readonly movies?: number | undefined;
  readonly seed?: number | undefined;
  readonly pastDays?: number | undefined;
  readonly speed?: number | undefined;
  readonly untilDay?: number | undefined;
}

const USUAL: DemoWorld = {
  users: 2_000,
  movies: 1_200,
  seed: 1,
  startMs: Date.UTC(2026, 0, 5),
  pastDays: 7,
};
/** A day passes in 24 s. */
const USUAL_SPEED = 3_600;

/** Models that are trained within seconds, again every simulated day; the better one goes to the gate. */
const DEMO_PIPELINE = ['families=item-knn,als', 'als.factorCount=16', 'als.epochs=8'];

/** A week of 2,000 viewers tells their worth within 5 minutes a day: docs/proofs/coverage.md. */
export const DEMO_HOLDOUT_RATE = 0.3;

/**
 * The demo of a home: the world it has already, or one as wished, which it keeps from then on.
 *
 * @throws InputError `SIMULATION_SETTING`; ConflictError `SIMULATION_DIFFERS` when another world is
 *   there than wished
 */
export function demoOf(home: Home, wishes: DemoWishes): DemoSettings {
  const { folder, settings: path } = demoPaths(home.root);
  const there = existsSync(path) ? worldSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  const { speed = USUAL_SPEED, untilDay = null, ...world } = wishes;
  const wished = Object.fromEntries(Object.entries(world).filter(([, v]) => v !== undefined));
  const demo = requireWorld({ ...(there ?? USUAL), ...wished });
  if (there === null) {
    mkdirSync(folder, { recursive: true });
    writeFileDurably(path, `${JSON.stringify(demo)}\n`);
  } else if (JSON.stringify(demo) !== JSON.stringify(there))
    throw errorOf('SIMULATION_DIFFERS', {
      folder,
      found: worldWords(there),
      expected: worldWords(demo),
    });
  return { ...demo, speed, untilDay };
}

function requireWorld(world: unknown): DemoWorld {
  const parsed = worldSchema.safeParse(world);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const setting = String(issue!.path[0]);
  throw errorOf('SIMULATION_SETTING', {
    setting,
    found: String((world as Record<string, unknown>)[setting]),
    expected: issue!.message,
  });
}

const worldWords = ({ users, movies, seed, pastDays }: DemoWorld): string =>
  `${users} viewers, ${movies} movies, seed ${seed}, ${pastDays} days of past`;

/** What a demo adds to or sets in the settings of `up`. */
export function demoParts(
  home: Home,
  demo: DemoSettings,
): Pick<UpSettings, 'source' | 'catalogue' | 'schedule' | 'pipeline' | 'demo'> {
  const { log, movies, users } = demoPaths(home.root);
  return {
    source: { kind: 'file', path: log, withPosted: true },
    catalogue: {
      movies,
      users,
      completeMovies: true,
      // Accounts are opened all the time; the file is as of the last start.
      completeUsers: false,
      timeless: true,
    },
    schedule: { ...USUAL_SCHEDULE, firstAfterDays: demo.pastDays },
    pipeline: DEMO_PIPELINE,
    demo,
  };
}
