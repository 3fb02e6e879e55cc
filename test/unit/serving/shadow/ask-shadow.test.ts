import { describe, expect, it } from 'vitest';
import { itemId, userId } from '../../../../src/domain/ids.ts';
import type { Scorer } from '../../../../src/evaluation/index.ts';
import { noShadow, type ShadowSummary } from '../../../../src/rollout/index.ts';
import {
  createRecommender,
  NO_RULES,
  parseRules,
  type RankedRows,
  type RecommendOptions,
  type ServedModel,
} from '../../../../src/serving/index.ts';
import { prepareModel } from '../../../../src/serving/prepared-model.ts';
import { askShadow } from '../../../../src/serving/shadow/ask-shadow.ts';
import type { ChampionList, ShadowSource } from '../../../../src/serving/shadow/shadow-port.ts';
import {
  historyOf,
  popularityScorer,
  served,
  togetherScorer,
} from '../../../support/count-models.ts';

/** User 1 likes a, of which 2 says that b goes with it, 3 that c does, 4 that b and d do. */
const LIKES = { 1: ['a'], 2: ['a', 'b'], 3: ['a', 'c'], 4: ['a', 'b', 'd'], 5: ['e', 'f'] };
const champion = served('together/1', togetherScorer(LIKES));
const baseline = served('popularity/1', popularityScorer(LIKES));
const NOBODY = { nowMs: () => 7 };

/** Scores the items by their order in a text, first best; the others below. */
const inOrder = (text: string): Scorer => {
  const { itemIds } = popularityScorer(LIKES);
  return {
    itemIds,
    personal: true,
    score: (_history, _context, scores) => {
      for (const [row, id] of itemIds.entries())
        scores[row] = text.includes(id) ? 10 - text.indexOf(id) : -row;
    },
  };
};

/** What the champion was asked for a user, as the recommender hands it to shadows. */
async function askedFor(
  user: string,
  { options = {}, rules = '' }: { options?: Partial<RecommendOptions>; rules?: string } = {},
) {
  const handed: ChampionList[] = [];
  const called: string[] = [];
  const shadows: ShadowSource = {
    enter: () => {
      called.push('enter');
      return () => void called.push('leave');
    },
    afterwards: (asked) => {
      handed.push(asked);
      return () => void called.push('afterwards');
    },
  };
  const set = rules === '' ? NO_RULES : parseRules(rules, 'rules.yaml');
  const recommender = createRecommender({
    models: { champion: () => champion, baseline: () => baseline },
    history: historyOf(LIKES),
    shadows,
    rules: { current: () => set },
    catalogue: { current: () => null },
    constant: [],
    clock: NOBODY,
    monotonic: NOBODY,
    newReceiptId: () => 'receipt',
    codeVersion: 'code',
  });
  const answer = await recommender.recommend(userId(user), { count: 3, ...options });
  return { handed, called, answer };
}

const shadowOf = async (model: ServedModel, user = '1', rules = ''): Promise<ShadowSummary> => {
  const { handed } = await askedFor(user, { rules });
  return askShadow(prepareModel(model), handed[0]!, { clock: NOBODY, monotonic: NOBODY });
};

const raw = (ranked: Partial<RankedRows> | Error): ServedModel => {
  const model = served('raw/1', inOrder(''));
  const top = async (): Promise<RankedRows> => {
    if (ranked instanceof Error) throw ranked;
    return { rows: new Uint32Array(), scores: new Float32Array(), notANumber: 0, ...ranked };
  };
  return { ...model, ranker: { ...model.ranker, top } };
};

describe('the recommender', () => {
  it('hands on what the champion was asked, and calls nobody itself', async () => {
    const { handed, called, answer } = await askedFor('1');
    expect(handed).toHaveLength(1);
    expect(called).toEqual(['enter', 'leave']);
    answer.afterwards!();
    expect(called).toEqual(['enter', 'leave', 'afterwards']);
  });

  it('has nothing for shadows where the champion had nothing to say', async () => {
    expect((await askedFor('99')).handed).toEqual([]);
    expect((await askedFor('1', { options: { similarTo: itemId('b') } })).handed).toEqual([]);
  });
});

describe('askShadow', () => {
  it('says that the same model agrees with the champion', async () => {
    expect(await shadowOf(champion)).toEqual({
      ...noShadow('together/1'),
      fromMs: 7,
      untilMs: 7,
      asked: 1,
      compared: 1,
      overlapSum: 1,
      rboSum: expect.closeTo(1, 12) as number,
      timed: 1,
    });
  });

  it('says how much of the list of the champion another model gives', async () => {
    // The champion: b in two lists with a, then c and d in one each.
    const summary = await shadowOf(served('other/1', inOrder('bef')));
    expect([summary.compared, summary.overlapSum]).toEqual([1, 1 / 3]);
    expect(summary.outcomes).toEqual({ late: 0, failed: 0, empty: 0, unknown: 0 });
  });

  it('compares what the models say, whatever pins and chance make of it', async () => {
    const rules =
      'unknownAge: adult\npins: [{ item: f, position: 1 }, { item: nowhere, position: 2 }]\nexploration: { share: 0.5, depth: 3, fromPosition: 1 }';
    const summary = await shadowOf(champion, '1', rules);
    expect([summary.compared, summary.overlapSum]).toEqual([1, 1]);
    // A pin that nobody knows breaks the contract, but not by the model.
    expect(summary.violations).toBe(0);
  });

  it('tells apart a model that throws, one that gives nothing, and one that does not know the user', async () => {
    const counted = async (model: ServedModel) => {
      const { outcomes, compared } = await shadowOf(model);
      return { ...outcomes, compared };
    };
    const none = { late: 0, failed: 0, empty: 0, unknown: 0, compared: 0 };
    expect(await counted(raw(new RangeError('gone')))).toEqual({ ...none, failed: 1 });
    expect(await counted(raw({}))).toEqual({ ...none, empty: 1 });
    const stranger = served('new/1', togetherScorer({ 9: ['x', 'y'] }));
    expect(await counted(stranger)).toEqual({ ...none, unknown: 1 });
  });

  it('is not as late as the champion may be, and counts it as late', async () => {
    const { handed } = await askedFor('1');
    let nowMs = 0;
    const model = raw({});
    const slow = {
      ...model,
      ranker: {
        ...model.ranker,
        top: async () => {
          nowMs += 151;
          return { rows: Uint32Array.of(1), scores: Float32Array.of(1), notANumber: 0 };
        },
      },
    };
    const clocks = { clock: NOBODY, monotonic: { nowMs: () => nowMs } };
    const summary = await askShadow(prepareModel(slow), handed[0]!, clocks);
    expect([summary.outcomes.late, summary.latencyMs, summary.compared]).toEqual([1, 151, 0]);
  });

  it.each([
    // Rows: a 0, b 1, c 2, d 3, e 4, f 5.
    ['gives what the user has seen', { rows: [0], scores: [1] }],
    ['gives an item twice', { rows: [1, 1], scores: [2, 2] }],
    ['is out of order', { rows: [1, 2], scores: [1, 2] }],
    ['has a score that is no number', { rows: [1], scores: [Number.NaN] }],
    ['gives a row that is not there', { rows: [60], scores: [1] }],
  ])('counts a list as broken that %s', async (_what, { rows, scores }) => {
    const model = raw({ rows: Uint32Array.from(rows), scores: Float32Array.from(scores) });
    expect((await shadowOf(model)).violations).toBe(1);
  });
});
