import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openInstallation, type Installation } from '../../src/compose.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { latestRetrainings } from '../../src/pipeline/index.ts';
import { openHome } from '../../src/store/index.ts';
import { GENERATED_UNTIL_MS, writeGeneratedLog } from '../support/generated-log.ts';
import { temporaryFolder } from '../support/installation.ts';
import { startUp } from '../support/up-process.ts';

/** `up` over a generated log of thirty days that is trained on once by the schedule. */
async function upWith(schedule: string, roles: string) {
  const folder = temporaryFolder();
  const [home, log, config] = ['home', 'a.log', 'up.yaml'].map((name) => join(folder, name));
  writeGeneratedLog(log!, { users: 80, itemsPerCircle: 12, circles: 4, likesPerUser: 8, seed: 1 });
  writeFileSync(
    config!,
    `source: file:a.log
schedule: { everyDays: 365, ${schedule} }
pipeline: { families: als, als.factorCount: 8 }
`,
  );
  const up = startUp('--config', config!, '--home', home!, '--roles', roles);
  return { up, log: log!, home: home! };
}

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const SECOND_MS = 1_000;
/** The role looks every half second. */
const LOOKS_MS = 2_000;

/** Lines of ratings from an instant on, one a second. */
const ratings = (count: number, fromMs: number): string =>
  Array.from(
    { length: count },
    (_, k) =>
      `${iso(fromMs + k * SECOND_MS)},${1000 + (k % 80)},GET /rate/movie+0+${k % 12}+2001=4\n`,
  ).join('');

/** Reads something of the home of an `up`. */
async function of<T>(home: string, read: (from: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(openHome(home));
  try {
    return await read(installation);
  } finally {
    await installation.close();
  }
}

/** The whole runs, oldest first. */
const runsOf = (home: string) =>
  of(home, async ({ metadata }) => (await latestRetrainings(metadata, 10)).toReversed());

/** Last event time of the lake. */
const lastEventMs = (home: string) =>
  of(home, async ({ artifacts }) => {
    const segments = await liveSegments(artifacts);
    return Math.max(...segments.map(({ manifest }) => manifest.content.maxTimeMs ?? -Infinity));
  });

describe('a training role that runs', () => {
  it('trains when as many lines have come as the schedule says, and no sooner', async () => {
    const { up, log, home } = await upWith('afterLines: 500', 'ingest,train');
    try {
      await up.until(/train .*Training took/);
      const heard = up.heard.length;
      // The last day of the log had not ended: its lines, about 140, are unknown to the model as well.
      appendFileSync(log, ratings(200, GENERATED_UNTIL_MS));
      const firstMs = GENERATED_UNTIL_MS + 199 * SECOND_MS;
      await expect.poll(() => lastEventMs(home), { timeout: 60_000 }).toBe(firstMs);
      await sleep(LOOKS_MS);
      appendFileSync(log, ratings(400, GENERATED_UNTIL_MS + 3_600_000));
      await up.until(/Training begins, because enough lines have come that no model knows/, heard);
      await up.until(/train .*Training took/, heard);
    } finally {
      up.kill('SIGTERM');
    }
    expect(await up.ended).toBe(0);
    expect(await runsOf(home)).toMatchObject([
      { because: 'schedule', status: 'done' },
      { because: 'volume', status: 'done' },
    ]);
    expect((await runsOf(home))[1]!.asOfMs).toBeGreaterThanOrEqual(GENERATED_UNTIL_MS + 3_600_000);
  });

  it('trains when the latest report found drift on a day that no model knows', async () => {
    const { up, log, home } = await upWith('onDrift: true', 'ingest,train,observe');
    try {
      await up.until(/train .*Training took/);
      const heard = up.heard.length;
      // A day of nothing but ratings, thirty times as many as usual and all within an hour.
      appendFileSync(log, ratings(3_000, GENERATED_UNTIL_MS + 10 * 3_600_000));
      appendFileSync(log, ratings(1, GENERATED_UNTIL_MS + 25 * 3_600_000));
      await up.until(/Training begins, because the latest report found drift/, heard);
      await up.until(/train .*Training took/, heard);
    } finally {
      up.kill('SIGTERM');
    }
    expect(await up.ended).toBe(0);
    expect(await runsOf(home)).toMatchObject([
      { because: 'schedule', status: 'done' },
      { because: 'drift', status: 'done' },
    ]);
  });
});
