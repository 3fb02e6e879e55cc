import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userId } from '../../../../src/domain/ids.ts';
import { readModel, scorerOf, type ModelArtifact } from '../../../../src/registry/index.ts';
import { localRanker, type RankRequest } from '../../../../src/serving/index.ts';
import {
  workerRanker,
  type ScoringSettings,
} from '../../../../src/serving/scoring/worker-ranker.ts';
import { historyOfRows, ITEM_COUNT, smallModel } from '../../../support/small-models.ts';

/** Nobody is turned away, however busy the machine is with other tests. */
const PATIENT = { maxWaitMs: Infinity };

async function open(artifact: ModelArtifact, settings: Partial<ScoringSettings> = {}) {
  const ranker = await workerRanker(artifact, { ...PATIENT, ...settings });
  onTestFinished(() => ranker.close());
  return ranker;
}

const rows = fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { maxLength: ITEM_COUNT });
const known = (min: number, max: number) => fc.option(fc.float({ min, max }), { nil: NaN });
/** Anything that serving may ask: short and long histories, known and unknown times and users. */
const anyRequest: fc.Arbitrary<RankRequest> = fc
  .record({
    items: rows,
    timed: fc.boolean(),
    extras: fc.option(fc.array(fc.tuple(known(0, 1), known(1, 5)), { minLength: ITEM_COUNT })),
    excluded: rows,
    k: fc.nat(ITEM_COUNT + 5),
    asOfMs: fc.nat(2 ** 40),
    user: fc.option(
      fc.record({
        userId: fc.constant(userId('7')),
        age: fc.option(fc.integer({ min: 1, max: 99 })),
        gender: fc.constantFrom('M' as const, 'F' as const, null),
        occupation: fc.option(fc.string()),
      }),
    ),
  })
  .map(({ items, timed, extras, excluded, k, asOfMs, user }) => ({
    history: {
      ...historyOfRows(items),
      ...(timed ? {} : { timesMs: items.map(() => NaN) }),
      ...(extras === null
        ? {}
        : {
            completions: items.map((_, at) => extras[at]![0]),
            ratings: items.map((_, at) => extras[at]![1]),
          }),
    },
    context: { asOfMs, user },
    k,
    excluded: Uint32Array.from(excluded).sort(),
  }));

const few: RankRequest = {
  history: historyOfRows([3, 1, 4]),
  context: { asOfMs: 0 },
  k: 5,
  excluded: Uint32Array.of(1, 3, 4),
};

describe('workerRanker', () => {
  it.each(['popularity', 'item-knn', 'ease', 'dlae', 'als', 'transitions', 'blend'])(
    'answers what localRanker answers, bit for bit, however many ask at once: %s',
    async (family) => {
      const artifact = await smallModel(family);
      const scorer = scorerOf(await readModel(artifact));
      const local = localRanker(scorer);
      const ranker = await open(artifact, { threads: 2 });
      expect([ranker.itemIds, ranker.personal]).toEqual([scorer.itemIds, scorer.personal]);
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyRequest, { minLength: 1, maxLength: 12 }),
          async (requests) => {
            const found = await Promise.all(requests.map((request) => ranker.top(request)));
            expect(found).toEqual(await Promise.all(requests.map((request) => local.top(request))));
            const [first] = requests;
            const rowsToExplain = first!.excluded;
            expect(await ranker.explain(first!, rowsToExplain)).toEqual(
              await local.explain(first!, rowsToExplain),
            );
          },
        ),
        { numRuns: 25, seed: 1 },
      );
      const { answered, batches } = ranker.status();
      expect(batches).toBeLessThan(answered);
    },
  );

  it('passes on what the model throws, to the one who asked, and goes on', async () => {
    const ranker = await open(await smallModel('als'), { threads: 1 });
    const outside = { ...few, history: historyOfRows([ITEM_COUNT]) };
    const [good, bad, better] = await Promise.allSettled(
      [few, outside, few].map((request) => ranker.top(request)),
    );
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'SHAPE_MISMATCH' } });
    expect(good).toMatchObject({ status: 'fulfilled' });
    expect(better).toEqual(good);
    expect(ranker.status().deaths).toBe(0);
  });

  it('refuses a damaged model as its reader does, and leaves no thread behind', async () => {
    const artifact = await smallModel('als');
    writeFileSync(join(artifact.folder, 'items.json'), '[]');
    await expect(workerRanker(artifact)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
  });

  it('answers what has arrived before it closes, and nothing after', async () => {
    const ranker = await workerRanker(await smallModel('als'), { threads: 1, ...PATIENT });
    const asked = Array.from({ length: 20 }, () => ranker.top(few));
    const closing = ranker.close();
    await expect(ranker.top(few)).rejects.toMatchObject({ code: 'STOPPED' });
    await closing;
    expect((await Promise.all(asked)).map(({ rows: found }) => found.length)).toEqual(
      Array(20).fill(5),
    );
  });

  it('turns requests away at once when those before them would take too long', async () => {
    // After one answer the service time is known, and is above 0; no wait at all is allowed.
    const ranker = await open(await smallModel('als'), { threads: 1, maxWaitMs: 0 });
    await ranker.top(few);
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => ranker.top(few)));
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      ...Array<string>(8).fill('rejected'),
    ]);
    expect(outcomes[8]).toMatchObject({
      reason: { code: 'SCORING_BUSY', details: { waiting: 1 } },
    });
    expect(ranker.status()).toMatchObject({ shed: 8, waiting: 0, inFlight: 0 });
  });

  it('does not compute what nobody waits for any more', async () => {
    const ranker = await open(await smallModel('als'), { threads: 1 });
    const working = ranker.top(few);
    const late = ranker.top({ ...few, untilMs: performance.now() });
    await expect(late).rejects.toMatchObject({ code: 'SCORING_BUSY' });
    await working;
    expect(ranker.status()).toMatchObject({ answered: 1, expired: 1 });
  });

  it('rejects what a dying thread worked on, with the reason, and starts another', async () => {
    const ranker = await open(await smallModel('als'), {
      threads: 1,
      stuckMs: 1,
      respawn: { firstMs: 1, mostMs: 1, forgivenMs: 60_000 },
    });
    // More explanations than a thread makes in a millisecond, so that it is ended over them.
    const many = Uint32Array.from({ length: 200_000 }, (_, row) => row % ITEM_COUNT);
    const dying = ranker.explain(few, many);
    const waiting = ranker.top(few);
    await expect(dying).rejects.toMatchObject({
      code: 'SCORING_BROKE_OFF',
      message: expect.stringContaining('not done after 1 ms') as string,
    });
    await expect(waiting).rejects.toMatchObject({ code: 'SCORING_BROKE_OFF' });
    expect(ranker.status()).toMatchObject({ deaths: 1, threads: 0 });
    await expect(ranker.top(few)).rejects.toMatchObject({ code: 'SCORING_BROKE_OFF' });
    await vi.waitFor(() => expect(ranker.status().threads).toBe(1), { timeout: 10_000 });
  });
});
