import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../src/domain/errors.ts';
import { itemId, userId } from '../../../src/domain/ids.ts';
import type { Scorer } from '../../../src/evaluation/index.ts';
import {
  createRecommender,
  isWritable,
  parseRules,
  refilledPlaces,
  type RecommenderParts,
  type ServedModel,
} from '../../../src/serving/index.ts';
import { historyOf, popularityScorer, served, togetherScorer } from '../../support/count-models.ts';

/** Users 1 and 2 like a; 1 also b, 2 also c; 3 likes d and e. a is liked most. */
const LIKES = { 1: ['a', 'b'], 2: ['a', 'c'], 3: ['d', 'e'] };
const STRANGER = userId('99');
const champion = served('together/2', togetherScorer(LIKES));
const baseline = served('popularity/1', popularityScorer(LIKES));

const throwing = (personal: boolean): Scorer => ({
  itemIds: ['a', 'b'].map(itemId),
  personal,
  score: () => {
    throw new RangeError('factors are gone');
  },
});

interface Setup extends Partial<Omit<RecommenderParts, 'models'>> {
  readonly champion?: ServedModel | null;
  readonly baseline?: ServedModel | null;
}

const recommenderOf = (setup: Setup) => createRecommender(partsOf(setup));

function partsOf({ champion = null, baseline = null, ...parts }: Setup): RecommenderParts {
  let made = 0;
  return {
    models: { champion: () => champion, baseline: () => baseline },
    history: historyOf(LIKES),
    catalogue: { current: () => null },
    constant: [],
    clock: { nowMs: () => 1_000 },
    monotonic: { nowMs: () => 0 },
    newReceiptId: () => `receipt-${++made}`,
    codeVersion: 'code-1',
    ...parts,
  };
}

const idsOf = (answer: { exposures: readonly { itemId: string }[] }): string[] =>
  answer.exposures.map(({ itemId: id }) => id);

describe('recommend', () => {
  it('folds the history into a personal champion and leaves out what was seen', async () => {
    // User 1 likes a and b. With either of them: a 2, b 1, c 1 (user 2, through a), d 0, e 0.
    const answer = await recommenderOf({ champion, baseline }).recommend(userId('1'), { count: 2 });
    expect(idsOf(answer)).toEqual(['c', 'd']);
    expect(answer.tier).toBe('folded-in');
    expect(answer.receipt).toEqual({
      receiptId: 'receipt-1',
      atMs: 1_000,
      userId: '1',
      tier: 'folded-in',
      exposures: [
        { itemId: 'c', position: 1, score: 1, propensity: 1, slot: 'deterministic' },
        { itemId: 'd', position: 2, score: 0, propensity: 1, slot: 'deterministic' },
      ],
      modelVersion: 'together/2',
      modelId: 'model-of-together/2',
      datasetId: 'dataset-1',
      codeVersion: 'code-1',
      history: ['a', 'b'],
      removed: { malformed: 0, repeated: 0, unavailable: 0, seen: 2, 'not-a-number': 0 },
      latencyMs: 0,
      trace: expect.objectContaining({
        request: { count: 2 },
        placed: [0, 0],
        historyTimesMs: [0, 1],
        seen: [],
        unseen: [],
        exploration: null,
        failures: [],
      }),
    });
  });

  it('calls a list personal when part of the history was in the training data', async () => {
    // Likes carry the times 0, 1, …: a model that knows of nothing before 0 was not trained on them.
    const trainedTo = (asOfMs: number) =>
      recommenderOf({ champion: { ...champion, asOfMs }, baseline }).recommend(userId('1'), {
        count: 2,
      });
    expect((await trainedTo(0)).tier).toBe('personal');
    expect((await trainedTo(-1)).tier).toBe('folded-in');
  });

  it('gives users of a segment the popularity of the segment, and others that of everybody', async () => {
    const scorer: Scorer = {
      itemIds: ['a', 'b'].map(itemId),
      personal: false,
      score: (_history, { user }, scores) => scores.set(user?.gender === 'F' ? [1, 2] : [2, 1]),
    };
    const segmented = served('popularity/2', scorer);
    const factsOf = (id: string) =>
      ({ userId: userId(id), age: 30, gender: id === '7' ? 'F' : 'M', occupation: null }) as const;
    const recommender = recommenderOf({ champion: segmented, userFacts: { factsOf } });
    await recommender.prepare(segmented);
    const women = await recommender.recommend(userId('7'), { count: 2 });
    expect([idsOf(women), women.tier]).toEqual([['b', 'a'], 'segment-popularity']);
    const men = await recommender.recommend(userId('8'), { count: 2 });
    expect([idsOf(men), men.tier]).toEqual([['a', 'b'], 'popularity']);
  });

  it('asks further models where the champion leaves places free', async () => {
    const small = served('small/1', togetherScorer({ 1: ['a', 'b'], 2: ['a', 'c'] }));
    const models = {
      champion: () => small,
      further: () => [champion],
      baseline: () => baseline,
    };
    const answer = await createRecommender({ ...partsOf({}), models }).recommend(userId('1'), {
      count: 20,
    });
    expect(answer.receipt.trace!.sources.map(({ source }) => source)).toEqual([
      'champion',
      'further',
      'baseline',
      'constant',
    ]);
    expect(answer.receipt.trace!.placed).toEqual([0, 1, 1]);
  });

  it('leaves out what the caller excludes, and starts from another item where asked to', async () => {
    const recommender = recommenderOf({ champion, baseline });
    const without = await recommender.recommend(userId('1'), {
      count: 20,
      exclude: [itemId('c')],
    });
    expect(idsOf(without)).toEqual(['d', 'e']);
    // d was liked together with e, by user 3; user 1 saw a and b.
    const similar = await recommender.recommend(userId('1'), { count: 1, similarTo: itemId('d') });
    expect(idsOf(similar)).toEqual(['e']);
  });

  it('gives popularity to a user without a history', async () => {
    const answer = await recommenderOf({ champion, baseline }).recommend(STRANGER, { count: 3 });
    expect(idsOf(answer)).toEqual(['a', 'b', 'c']);
    expect(answer.tier).toBe('popularity');
    expect(answer.model).toBe(baseline);
    expect(answer.receipt.history).toEqual([]);
    expect(answer.failures).toEqual([]);
  });

  it('gives popularity to a user whose history the champion does not know', async () => {
    const history = historyOf({ ...LIKES, 4: ['brand-new'] });
    const answer = await recommenderOf({ champion, baseline, history }).recommend(userId('4'), {
      count: 3,
    });
    expect(answer.tier).toBe('popularity');
  });

  it('names the tier popularity when the champion itself is popularity', async () => {
    const parts = { champion: baseline, baseline };
    const answer = await recommenderOf(parts).recommend(userId('1'), { count: 20 });
    // Liked once each; a and b are seen by user 1.
    expect(idsOf(answer)).toEqual(['c', 'd', 'e']);
    expect(answer.tier).toBe('popularity');
    expect(answer.receipt.history).toEqual([]);
  });

  it('gives the constant list when no model is loaded', async () => {
    const constant = ['x', 'y'].map(itemId);
    const answer = await recommenderOf({ constant }).recommend(STRANGER, { count: 20 });
    expect(idsOf(answer)).toEqual(['x', 'y']);
    expect(answer.tier).toBe('constant');
    expect(answer.receipt.modelVersion).toBeNull();
    expect(answer.exposures[0]!.score).toBeNull();
  });

  it('gives an empty list, not an error, when there is nothing at all', async () => {
    const answer = await recommenderOf({}).recommend(STRANGER, { count: 20 });
    expect(answer.exposures).toEqual([]);
    expect(answer.tier).toBe('constant');
  });

  it('loses a tier, not the answer, when the champion throws', async () => {
    const broken = served('broken/1', throwing(true));
    const answer = await recommenderOf({ champion: broken, baseline }).recommend(userId('1'), {
      count: 2,
    });
    expect(idsOf(answer)).toEqual(['c', 'd']);
    expect(answer.tier).toBe('popularity');
    expect(answer.failures).toEqual([
      { role: 'champion', reason: 'threw', message: 'factors are gone' },
    ]);
  });

  it('falls through to the constant list when every model throws', async () => {
    const answer = await recommenderOf({
      champion: served('broken/1', throwing(false)),
      baseline: served('broken/2', throwing(false)),
      constant: [itemId('x')],
    }).recommend(STRANGER, { count: 20 });
    expect(idsOf(answer)).toEqual(['x']);
    expect(answer.failures.map(({ role }) => role)).toEqual(['champion', 'baseline']);
  });

  it('drops a champion that scores nothing with a number', async () => {
    const scorer: Scorer = {
      itemIds: ['a', 'b', 'c'].map(itemId),
      personal: true,
      score: (_history, _context, scores) => scores.fill(Number.NaN),
    };
    const nan = served('nan/1', scorer);
    const answer = await recommenderOf({ champion: nan, baseline }).recommend(userId('1'), {
      count: 1,
    });
    expect(answer.tier).toBe('popularity');
    expect(answer.failures.map(({ reason }) => reason)).toEqual(['no-scores']);
  });

  it('fills the places that the filters empty from the baseline', async () => {
    const small = served('small/1', togetherScorer({ 1: ['a', 'b'], 2: ['a', 'c'] }));
    const answer = await recommenderOf({ champion: small, baseline }).recommend(userId('1'), {
      count: 20,
    });
    // The champion knows a, b, c, of which user 1 saw a and b; d and e come from the baseline.
    expect(idsOf(answer)).toEqual(['c', 'd', 'e']);
    expect(answer.tiers).toEqual(['folded-in', 'popularity', 'popularity']);
    expect(answer.tier).toBe('folded-in');
    expect(refilledPlaces(answer)).toBe(2);
    expect(answer.receipt.modelVersion).toBe('small/1');
  });

  it('shows seen items again rather than an empty list', async () => {
    const likes = { 1: ['a', 'b'] };
    const parts = { baseline: served('popularity/1', popularityScorer(likes)) };
    const recommender = recommenderOf({ ...parts, history: historyOf(likes) });
    expect(idsOf(await recommender.recommend(userId('1'), { count: 20 }))).toEqual(['a', 'b']);
  });

  it('asks a personal champion without a history when there is nothing else', async () => {
    const answer = await recommenderOf({ champion }).recommend(STRANGER, { count: 20 });
    expect(answer.exposures).toHaveLength(5);
    expect(answer.tier).toBe('folded-in');
    expect(answer.receipt.history).toEqual([]);
  });

  it('pins nothing that no model knows while there is no catalogue', async () => {
    const rules = parseRules('pins: [{ item: zzz, position: 1 }, { item: e, position: 2 }]', '');
    const answer = await recommenderOf({
      champion,
      baseline,
      rules: { current: () => rules },
    }).recommend(STRANGER, { count: 2 });
    expect(idsOf(answer)).toEqual(['a', 'e']);
    expect(answer.violations.unavailable).toBe(1);
  });

  it('holds to the rules even when a source fails', async () => {
    const rules = parseRules('blocked: [x]', '');
    const models = {
      champion: () => {
        throw new Error('being swapped');
      },
      baseline: () => null,
    };
    const parts = { ...partsOf({ rules: { current: () => rules } }), models };
    const constant = ['x', 'y'].map(itemId);
    const answer = await createRecommender({ ...parts, constant }).recommend(STRANGER, {
      count: 2,
    });
    expect(idsOf(answer)).toEqual(['y']);
  });

  it('asks neither champion nor further models for a user whose lists are not personal', async () => {
    const variants = {
      variantOf: (user: string) =>
        user === '1'
          ? { label: 'holdout@1:not-personal', serves: 'none' }
          : { label: 'holdout@1:personal', serves: 'champion' },
    };
    const further = () => [served('other/1', togetherScorer(LIKES))];
    const models = { champion: () => champion, baseline: () => baseline, further };
    const recommender = createRecommender({ ...partsOf({}), models, variants });
    const [first, second] = [userId('1'), userId('2')];
    const list = (user: typeof first, more = {}) =>
      recommender.recommend(user, { count: 2, ...more });
    const held = await list(first);
    // By how many like them, without a and b, which user 1 has seen: c, d and e one each.
    expect([held.tier, ...idsOf(held)]).toEqual(['popularity', 'c', 'd']);
    expect(held.receipt.trace).toMatchObject({
      variant: 'holdout@1:not-personal',
      models: [{ role: 'baseline', version: 'popularity/1' }],
    });
    const usual = await list(second);
    expect(usual.tier).toBe('folded-in');
    expect(usual.receipt.trace!.variant).toBe('holdout@1:personal');
    // What is like an item is nobody's own list.
    const like = await list(first, { similarTo: itemId('a') });
    expect(like.tier).toBe('folded-in');
    expect(like.receipt.trace!.variant).toBeNull();
  });

  it('treats a history that cannot be read as an empty one', async () => {
    const history = {
      historyOf: () => {
        throw new Error('history is closed');
      },
      seenBy: () => [],
    };
    const answer = await recommenderOf({ champion, baseline, history }).recommend(userId('1'), {
      count: 20,
    });
    expect(answer.tier).toBe('popularity');
    expect(answer.failures).toEqual([
      { role: 'history', reason: 'threw', message: 'history is closed' },
    ]);
  });

  it('still gives the constant list when the model source itself fails', async () => {
    const recommender = createRecommender({
      models: {
        champion: () => {
          throw new Error('being swapped');
        },
        baseline: () => null,
      },
      history: historyOf(LIKES),
      catalogue: { current: () => null },
      constant: ['x', 'x', 'y z', 'y'].map(itemId),
      clock: { nowMs: () => 0 },
      monotonic: { nowMs: () => 0 },
      newReceiptId: () => 'r',
      codeVersion: 'code-1',
    });
    const answer = await recommender.recommend(userId('1'), { count: 20 });
    expect(idsOf(answer)).toEqual(['x', 'y']);
    expect(answer.failures.map(({ role }) => role)).toEqual(['recommender']);
    expect(answer.violations).toEqual({ unwritable: 1, repeated: 1, unavailable: 0 });
  });

  it('shows of the constant list only what the catalogue has', async () => {
    const catalogue = { has: (id: string) => id === 'y', titleOf: () => null };
    const answer = await recommenderOf({
      constant: ['x', 'y'].map(itemId),
      catalogue: { current: () => catalogue },
    }).recommend(STRANGER, { count: 20 });
    expect(idsOf(answer)).toEqual(['y']);
  });

  it.each([
    [0, 1],
    [-3, 1],
    [2.9, 2],
    [21, 5],
    [Number.NaN, 5],
  ])('brings a count of %d into its range', async (count, expected) => {
    const answer = await recommenderOf({ champion, baseline }).recommend(STRANGER, { count });
    expect(answer.exposures).toHaveLength(expected);
  });
});

describe('the deadline', () => {
  /** A clock that stands still unless a scorer spends time, and scorers that do. */
  function slowSetup(costMs: number) {
    let nowMs = 0;
    const spending = (scorer: Scorer): Scorer => ({
      ...scorer,
      score: (...args) => {
        nowMs += costMs;
        scorer.score(...args);
      },
    });
    return {
      monotonic: { nowMs: () => nowMs },
      champion: served('slow/1', spending(togetherScorer(LIKES))),
      wait: (ms: number) => void (nowMs += ms),
      spending,
    };
  }

  it('costs a late champion its tier', async () => {
    const { monotonic, champion } = slowSetup(151);
    const answer = await recommenderOf({ champion, baseline, monotonic }).recommend(userId('1'), {
      count: 20,
    });
    expect(answer.tier).toBe('popularity');
    expect(answer.failures).toEqual([{ role: 'champion', reason: 'late', message: '' }]);
    expect(answer.receipt.latencyMs).toBe(151);
  });

  it('accepts a champion that takes exactly its time, and can be set by the request', async () => {
    const { monotonic, champion } = slowSetup(150);
    const recommender = recommenderOf({ champion, baseline, monotonic });
    expect((await recommender.recommend(userId('1'), { count: 1 })).tier).toBe('folded-in');
    const tighter = { count: 1, deadlineMs: 149 };
    expect((await recommender.recommend(userId('1'), tighter)).tier).toBe('popularity');
  });

  it('stops asking a champion that is late three times in a row, for ten seconds', async () => {
    const { monotonic, champion, wait } = slowSetup(200);
    const recommender = recommenderOf({ champion, baseline, monotonic });
    const ask = async () =>
      (await recommender.recommend(userId('1'), { count: 1 })).failures[0]!.reason;
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
      'late',
      'late',
      'late',
      'resting',
    ]);
    wait(10_000);
    expect(await ask()).toBe('late');
  });

  it('gives a late list rather than an empty one', async () => {
    const { monotonic, champion } = slowSetup(200);
    const recommender = recommenderOf({ champion, monotonic });
    for (let asked = 0; asked < 5; asked++) {
      const answer = await recommender.recommend(userId('1'), { count: 1 });
      expect(idsOf(answer)).toEqual(['c']);
      expect(answer.tier).toBe('folded-in');
      // The list that came late is shown; the slow scorer is not asked a second time for it.
      expect(answer.receipt.latencyMs).toBe(200);
    }
  });
});

describe('a ranker in another thread', () => {
  const model = (ranker: Partial<ServedModel['ranker']>): ServedModel => ({
    ...champion,
    ranker: { ...champion.ranker, ...ranker },
  });
  const never = model({ top: () => new Promise(() => undefined) });

  it('costs its tier, not the answer, when it has not answered at the deadline', async () => {
    const recommender = recommenderOf({ champion: never, baseline });
    const answer = await recommender.recommend(userId('1'), { count: 2, deadlineMs: 5 });
    expect(idsOf(answer)).toEqual(['c', 'd']);
    expect(answer.tier).toBe('popularity');
    expect(answer.failures).toEqual([{ role: 'champion', reason: 'late', message: '' }]);
  });

  it('is shed at once when too many wait already', async () => {
    const busy = model({
      top: () => Promise.reject(errorOf('SCORING_BUSY', { waiting: 512 })),
    });
    const answer = await recommenderOf({ champion: busy, baseline }).recommend(userId('1'), {
      count: 2,
    });
    expect(answer.tier).toBe('popularity');
    expect(answer.failures.map(({ reason }) => reason)).toEqual(['shed']);
  });

  it('is waited for beyond the deadline where there is nothing else', async () => {
    const slow = model({
      top: (request) =>
        new Promise((resolve) => setTimeout(() => resolve(champion.ranker.top(request)), 20)),
    });
    const recommender = recommenderOf({ champion: slow });
    const answer = await recommender.recommend(userId('1'), { count: 1, deadlineMs: 1 });
    expect(idsOf(answer)).toEqual(['c']);
  });

  it('is not waited for for ever', async () => {
    const recommender = recommenderOf({ champion: never, settings: { lastResortMs: 10 } });
    const answer = await recommender.recommend(userId('1'), { count: 1, deadlineMs: 1 });
    expect(answer.exposures).toEqual([]);
  });
});

describe('the contract of a list', () => {
  const id = fc.oneof(
    fc.constantFrom('a', 'b', 'c', 'd+2001', '', ' ', 'x,y', '["e"', 'f\n', 'é'),
    fc.string(),
  );
  const score = fc.oneof(
    fc.float(),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, undefined),
  );
  const scorer = fc
    .record({
      rows: fc.array(fc.tuple(id, score), { maxLength: 40 }),
      personal: fc.boolean(),
      throws: fc.boolean(),
    })
    .map(({ rows, personal, throws }): Scorer => ({
      itemIds: rows.map(([name]) => itemId(name)),
      personal,
      score: (_history, _context, scores) => {
        for (const [row, [, value]] of rows.entries()) if (value !== undefined) scores[row] = value;
        if (throws) throw new Error('half way');
      },
    }));

  it('holds whatever models, histories, catalogues and constant lists hold', async () => {
    const parts = fc.record({
      champion: fc.option(scorer),
      baseline: fc.option(scorer),
      liked: fc.array(id),
      seen: fc.array(id),
      constant: fc.array(id),
      available: fc.option(fc.array(id)),
      count: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(
        parts,
        async ({ champion, baseline, liked, seen, constant, available, count }) => {
          const catalogue =
            available === null
              ? null
              : { has: (name: string) => available.includes(name), titleOf: () => null };
          const answer = await recommenderOf({
            champion: champion === null ? null : served('any/1', champion),
            baseline: baseline === null ? null : served('any/2', baseline),
            history: {
              historyOf: () => ({ itemIds: liked.map(itemId), timesMs: [] }),
              seenBy: () => seen.map(itemId),
            },
            constant: constant.map(itemId),
            catalogue: { current: () => catalogue },
          }).recommend(userId('1'), { count });
          const ids = idsOf(answer);
          const known = new Set<string>([
            ...(champion?.itemIds ?? []),
            ...(baseline?.itemIds ?? []),
            ...constant,
          ]);
          expect(ids.length).toBeLessThanOrEqual(count);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every(isWritable)).toBe(true);
          expect(ids.every((name) => known.has(name))).toBe(true);
          expect(ids.every((name) => catalogue?.has(name) ?? true)).toBe(true);
          expect(answer.exposures.map(({ position }) => position)).toEqual(
            ids.map((_, k) => k + 1),
          );
          for (const { score: shown } of answer.exposures)
            expect(shown === null || Number.isFinite(shown)).toBe(true);
          expect(answer.receipt.exposures).toEqual(answer.exposures);
          // Nothing that could be shown is left while there is a place: an unseen item of the
          // constant list that is available is on the list, or the list is full.
          const free = constant.filter(
            (name) => isWritable(name) && !seen.includes(name) && (catalogue?.has(name) ?? true),
          );
          expect(ids.length === count || free.every((name) => ids.includes(name))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same list for the same request', async () => {
    const recommender = recommenderOf({ champion, baseline });
    const ask = async () => (await recommender.recommend(userId('3'), { count: 20 })).exposures;
    expect(await ask()).toEqual(await ask());
  });
});
