import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemId, userId } from '../../../../src/domain/ids.ts';
import type { Receipt } from '../../../../src/domain/receipt.ts';
import type { Scorer } from '../../../../src/evaluation/index.ts';
import {
  createRecommender,
  parseRules,
  replayReceipt,
  type RecommenderParts,
  type Replay,
  type ServedModel,
} from '../../../../src/serving/index.ts';
import { prepareModel } from '../../../../src/serving/prepared-model.ts';
import { parseReceipt } from '../../../../src/telemetry/index.ts';
import { served } from '../../../support/count-models.ts';
import { partsOf, rulesDocument, world, type World } from '../rules/arbitrary-world.ts';

/** How the champion fares while a list is made. */
const fate = fc.constantFrom('well', 'throws', 'late', 'never');

/** Arm of the holdout that the user is in. */
const arm = fc.constantFrom('personal', 'not-personal');

const faring = (model: ServedModel, how: string): ServedModel => ({
  ...model,
  ranker: {
    ...model.ranker,
    top: (request) =>
      how === 'throws'
        ? Promise.reject(new Error('broken'))
        : how === 'never'
          ? new Promise(() => undefined)
          : how === 'late'
            ? new Promise((resolve) => setTimeout(() => resolve(model.ranker.top(request)), 3))
            : model.ranker.top(request),
  },
});

/** Makes a list, writes and reads its receipt, and makes the list again. */
async function madeAgain(
  parts: RecommenderParts,
  options: { readonly count: number } & Partial<Pick<World, 'exclude' | 'filters'>>,
  change: (models: (ServedModel | null)[]) => (ServedModel | null)[] = (models) => models,
): Promise<{ readonly receipt: Receipt; readonly replay: Replay }> {
  const settings = { deadlineMs: 1, lastResortMs: 20 };
  const { receipt } = await createRecommender({ ...parts, settings }).recommend(userId('1'), {
    count: options.count,
    exclude: (options.exclude ?? []).map(itemId),
    filters: options.filters ?? {},
  });
  const read = parseReceipt(JSON.stringify(receipt))!;
  const loaded = { champion: parts.models.champion(), baseline: parts.models.baseline() };
  const models = change(
    read.trace!.models.map(({ role }) => loaded[role === 'baseline' ? role : 'champion']),
  );
  const replay = await replayReceipt(read, read.trace!, {
    models: models.map((model) => (model === null ? null : prepareModel(model))),
    catalogue: parts.catalogue.current(),
    rules: parts.rules!.current(),
    constant: parts.constant,
    exact: true,
  });
  return { receipt: read, replay };
}

describe('replayReceipt', () => {
  it('makes the same list again, whatever rules, draws, refills, failures and arm made it', () =>
    fc.assert(
      fc.asyncProperty(world, rulesDocument, fate, arm, async (of, rules, how, drawn) => {
        const label = `holdout@2:${drawn}`;
        const serves = drawn === 'personal' ? 'champion' : 'none';
        const variants = { variantOf: () => ({ label, serves }) };
        const parts = { ...partsOf(of, rules), variants };
        const good = parts.models.champion()!;
        const during = { ...parts.models, champion: () => faring(good, how) };
        const { receipt, replay } = await madeAgain({ ...parts, models: during }, of, (models) =>
          models.map((model) => (model?.version === good.version ? good : model)),
        );
        expect(receipt.trace!.variant).toBe(label);
        const sources = receipt.trace!.sources.map(({ source }) => source);
        if (drawn === 'not-personal') expect(sources).not.toContain('champion');
        expect(replay.places.filter(({ same }) => !same)).toEqual([]);
        expect(replay.same).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('says that it is not the same when one score of the model is another', () =>
    fc.assert(
      fc.asyncProperty(world, rulesDocument, async (of, rules) => {
        const parts = partsOf(of, rules);
        const { receipt, replay } = await madeAgain(parts, of);
        expect(replay.same).toBe(true);
        const at = receipt.trace!.placed.findIndex(
          (source) => receipt.trace!.sources[source]?.source === 'champion',
        );
        if (at < 0) return;
        const row = Number(/\d+/.exec(receipt.exposures[at]!.itemId)![0]);
        const championScores = of.championScores.with(row, of.championScores[row]! - 0.125);
        const altered = partsOf({ ...of, championScores }, rules).models.champion();
        const again = await madeAgain(parts, of, ([, ...rest]) => [altered, ...rest]);
        expect(again.replay.same).toBe(false);
      }),
      { numRuns: 200 },
    ));

  it('says that it is not the same without the model that made it', async () => {
    const of = { ...fc.sample(world, { numRuns: 1, seed: 3 })[0]!, seen: [], filters: {} };
    const parts = partsOf({ ...of, championSize: 24, liked: ['m0+2000'] }, {});
    const { replay } = await madeAgain(parts, { count: 4 }, (models) => models.map(() => null));
    expect(replay.same).toBe(false);
    expect(replay.places[0]!.recorded).not.toBeNull();
  });

  it.each([
    ['is asked again when rules eat the page', Infinity, 2, ['champion']],
    ['fails when it is asked again', 1, 1, ['champion', 'baseline']],
  ])('asks a source no oftener than it was: one that %s', async (_what, calls, rounds, sources) => {
    // 200 items, the first 60 of them blocked: the first round, of 4 and 30 to spare, gives none.
    const ids = Array.from({ length: 200 }, (_, k) => itemId(`n${k}+2000`));
    const scorer = (personal: boolean): Scorer => ({
      itemIds: ids,
      personal,
      score: (_history, _context, out) => out.set(ids.map((__, k) => (personal ? -k : k))),
    });
    const good = served('c/1', scorer(true));
    let asked = 0;
    const champion: ServedModel = {
      ...good,
      ranker: {
        ...good.ranker,
        top: (request) =>
          ++asked > calls ? Promise.reject(new Error('gone')) : good.ranker.top(request),
      },
    };
    const baseline = served('b/1', scorer(false));
    const rules = parseRules(`blocked: [${ids.slice(0, 60).join(', ')}]`, 'rules.yaml');
    const parts: RecommenderParts = {
      ...partsOf(fc.sample(world, { numRuns: 1, seed: 3 })[0]!, {}),
      models: { champion: () => champion, baseline: () => baseline },
      history: { historyOf: () => ({ itemIds: [ids[0]!], timesMs: [] }), seenBy: () => [] },
      catalogue: { current: () => null },
      rules: { current: () => rules },
    };
    const { receipt, replay } = await madeAgain(parts, { count: 4 }, () => [good, baseline]);
    const traced = receipt.trace!.sources;
    expect(traced.map(({ source }) => source)).toEqual(sources);
    expect(traced[0]!.rounds).toBe(rounds);
    expect(receipt.exposures[0]!.itemId).toBe(rounds === 2 ? 'n60+2000' : 'n199+2000');
    expect(replay.same).toBe(true);
  });
});
