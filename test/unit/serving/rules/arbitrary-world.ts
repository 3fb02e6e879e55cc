import * as fc from 'fast-check';
import type { Item, User } from '../../../../src/domain/catalogue-records.ts';
import { itemId, userId } from '../../../../src/domain/ids.ts';
import type { Scorer } from '../../../../src/evaluation/index.ts';
import {
  createRecommender,
  parseRules,
  type Answer,
  type RecommendOptions,
  type RecommenderParts,
} from '../../../../src/serving/index.ts';
import type { RulesDocument } from '../../../../src/serving/rules/rules-schema.ts';
import { served } from '../../../support/count-models.ts';

/** The instant of every list; rewatch windows and availability are drawn around it. */
export const NOW_MS = Date.UTC(2026, 5, 15);
export const DAY_MS = 86_400_000;
export const GENRES = ['Drama', 'Comedy', 'Horror', 'War'] as const;
const NAMES = Array.from({ length: 24 }, (_, k) => `m${k}+2000`);

const name = fc.constantFrom(...NAMES);
const genre = fc.constantFrom(...GENRES);

const item = fc.record({
  genres: fc.uniqueArray(genre, { maxLength: 3 }),
  collection: fc.option(fc.constantFrom('Alien', 'Rocky')),
  language: fc.option(fc.constantFrom('en', 'fr')),
  releaseYear: fc.option(fc.integer({ min: 1998, max: 2003 })),
});

const day = fc.integer({ min: -2, max: 2 }).map((days) => new Date(NOW_MS + days * DAY_MS));
const date = day.map((at) => at.toISOString().slice(0, 10));

/** What a rules.yaml may say, every kind of rule in it. */
export const rulesDocument = fc.record({
  seen: fc.record({ rewatchAfterDays: fc.option(fc.integer({ min: 0, max: 3 })) }),
  availability: fc.array(
    fc.record({ item: name, from: date, until: date }, { requiredKeys: ['item'] }),
    { maxLength: 6 },
  ),
  ageLimits: fc.array(
    fc.record({
      minimumAge: fc.integer({ min: 1, max: 20 }),
      genres: fc.uniqueArray(genre, { maxLength: 1 }),
      items: fc.uniqueArray(name, { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  unknownAge: fc.constantFrom('minor', 'adult'),
  adultAge: fc.integer({ min: 10, max: 21 }),
  blocked: fc.uniqueArray(name, { maxLength: 5 }),
  pins: fc.array(
    fc.record(
      {
        item: name,
        position: fc.integer({ min: 1, max: 8 }),
        segment: fc.record(
          { minimumAge: fc.integer({ min: 1, max: 30 }), gender: fc.constantFrom('F', 'M') },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['item', 'position'] },
    ),
    { maxLength: 4 },
  ),
  boosts: fc.array(
    fc.oneof(
      fc.record({ genre, multiply: fc.constantFrom(0.5, 2, 4) }),
      fc.record({ item: name, add: fc.integer({ min: -3, max: 3 }) }),
    ),
    { maxLength: 3 },
  ),
  caps: fc.record(
    { collection: fc.integer({ min: 1, max: 3 }), genre: fc.integer({ min: 1, max: 6 }) },
    { requiredKeys: [] },
  ),
  diversity: fc.option(fc.record({ lambda: fc.constantFrom(0, 0.3, 0.7, 1) }), {
    nil: undefined,
  }),
  exploration: fc.record({
    share: fc.constantFrom(0, 0.25, 0.5),
    depth: fc.integer({ min: 1, max: 8 }),
    fromPosition: fc.integer({ min: 1, max: 4 }),
    newTitles: fc.integer({ min: 0, max: 3 }),
    seed: fc.nat(1000),
  }),
});

const scores = fc.array(fc.integer({ min: -8, max: 8 }), {
  minLength: NAMES.length,
  maxLength: NAMES.length,
});

/** A catalogue, models with any scores and any part of the items, a viewer, a request. */
export const world = fc.record({
  items: fc.array(item, { minLength: NAMES.length, maxLength: NAMES.length }),
  listed: fc.uniqueArray(name, { minLength: 8 }),
  championScores: scores,
  championSize: fc.integer({ min: 0, max: NAMES.length }),
  baselineScores: scores,
  baselineSize: fc.integer({ min: 0, max: NAMES.length }),
  liked: fc.uniqueArray(name, { maxLength: 6 }),
  seen: fc.uniqueArray(fc.tuple(name, fc.integer({ min: 0, max: 4 })), {
    maxLength: 8,
    selector: ([id]) => id,
  }),
  constant: fc.array(name, { maxLength: 8 }),
  age: fc.option(fc.integer({ min: 1, max: 40 })),
  gender: fc.option(fc.constantFrom('F', 'M')),
  count: fc.integer({ min: 1, max: 8 }),
  exclude: fc.uniqueArray(name, { maxLength: 3 }),
  filters: fc.record(
    {
      genres: fc.uniqueArray(genre, { minLength: 1, maxLength: 2 }),
      languages: fc.constant(['EN']),
      fromYear: fc.integer({ min: 1998, max: 2003 }),
    },
    { requiredKeys: [] },
  ),
  receipt: fc.nat(1_000_000),
});

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;
export type World = Drawn<typeof world>;
export type Rules = Drawn<typeof rulesDocument>;

/** What came of a request, with what the checks look at. */
export interface Outcome {
  readonly answer: Answer;
  readonly ids: readonly string[];
  readonly itemOf: (id: string) => Item | null;
  readonly user: User;
}

const scorerOf = (size: number, all: readonly number[], personal: boolean): Scorer => ({
  itemIds: NAMES.slice(0, size).map(itemId),
  personal,
  score: (_history, _context, out) => out.set(all.slice(0, size)),
});

/** What a world's recommender is made of. */
export function partsOf(of: World, rules: Partial<RulesDocument> | Rules): RecommenderParts {
  const items = new Map(
    NAMES.map((id, k): [string, Item] => [
      id,
      { itemId: itemId(id), title: id, runtimeMinutes: 90, ...of.items[k]! },
    ]),
  );
  const itemOf = (id: string) => (of.listed.includes(id) ? items.get(id)! : null);
  const champion = served('c/1', scorerOf(of.championSize, of.championScores, true));
  const baseline = served('b/1', scorerOf(of.baselineSize, of.baselineScores, false));
  const ruleSet = parseRules(JSON.stringify(rules), 'rules.yaml');
  return {
    models: { champion: () => champion, baseline: () => baseline },
    history: {
      historyOf: () => ({ itemIds: of.liked.map(itemId), timesMs: [] }),
      seenBy: () => of.seen.map(([id]) => itemId(id)),
      contactsOf: () => ({
        itemIds: of.seen.map(([id]) => itemId(id)),
        latestMs: of.seen.map(([, days]) => NOW_MS - days * DAY_MS),
        completions: of.seen.map(() => 1),
      }),
    },
    userFacts: { factsOf: () => userOf(of) },
    catalogue: {
      current: () => ({
        id: 'snapshot-1',
        has: (id) => of.listed.includes(id),
        titleOf: (id) => itemOf(id)?.title ?? null,
        itemOf,
        items: () => of.listed.map((id) => items.get(id)!),
      }),
    },
    rules: { current: () => ruleSet },
    constant: of.constant.map(itemId),
    clock: { nowMs: () => NOW_MS },
    monotonic: { nowMs: () => 0 },
    newReceiptId: () => `receipt-${of.receipt}`,
    codeVersion: 'code-1',
  };
}

/** A user of a world. */
const userOf = ({ age, gender }: World): User => ({
  userId: userId('1'),
  age,
  gender,
  occupation: null,
});

/** Makes the list of a world under rules. */
export async function outcomeOf(
  of: World,
  rules: Partial<RulesDocument> | Rules,
  options: Partial<RecommendOptions> = {},
): Promise<Outcome> {
  const parts = partsOf(of, rules);
  const answer = await createRecommender(parts).recommend(userId('1'), {
    count: of.count,
    exclude: of.exclude.map(itemId),
    filters: of.filters,
    ...options,
  });
  return {
    answer,
    ids: answer.exposures.map(({ itemId: id }) => id),
    itemOf: (id) => parts.catalogue.current()!.itemOf!(itemId(id)),
    user: userOf(of),
  };
}

/** Asserts something of every list that any world gives under any rules. */
export const onEveryList = (
  check: (outcome: Outcome, of: World, rules: Rules) => void | Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(world, rulesDocument, async (of, rules) =>
      check(await outcomeOf(of, rules), of, rules),
    ),
    { numRuns: 400 },
  );
