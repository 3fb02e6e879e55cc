import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildDataset,
  DATASET_PARAMETERS,
  loadPositives,
  loadSeen,
  tablePath,
} from '../../../../src/datasets/index.ts';
import { itemId, userId } from '../../../../src/domain/ids.ts';
import { SILENT } from '../../../../src/domain/progress.ts';
import type { StreamEvent } from '../../../../src/domain/stream-event.ts';
import { contactStore } from '../../../../src/serving/live-history/contact-store.ts';
import {
  isRatingAt,
  itemOf,
  ratingOf,
} from '../../../../src/serving/live-history/contact-words.ts';
import {
  contactScratch,
  historyTables,
  noteEvent,
  type HistoryTables,
} from '../../../../src/serving/live-history/history-events.ts';
import { eventLoader } from '../../../../src/serving/live-history/load-events.ts';
import { tableHistory } from '../../../../src/serving/live-history/read-history.ts';
import { sqlString } from '../../../../src/store/index.ts';
import type { Installation } from '../../../../src/compose.ts';
import { writeEvents, type EventRow } from '../../../support/event-segments.ts';
import { temporaryInstallation } from '../../../support/installation.ts';

const RUNTIME = 2_000;
const PARAMETERS = DATASET_PARAMETERS.parse({ minWatchMinutes: 3, seed: 5 });
/** Few users, items and instants, so that ticks repeat and likes fall on the same instant. */
const event: fc.Arbitrary<StreamEvent> = fc
  .record({
    user: fc.constantFrom('1', '2', '007', 'u-3'),
    item: fc.constantFrom('a+2001', 'b+2001', 'c+2001', 'd+2001', '17'),
    ms: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 253_402_300_799_999 })),
    kind: fc.constantFrom('watch' as const, 'watch' as const, 'rating' as const),
    minute: fc.oneof(fc.nat(5), fc.nat(1_500)),
    rating: fc.constantFrom(0.5, 3, 3.5, 4, 5),
  })
  .map(({ user, item, ms, kind, minute, rating }) => {
    const who = { time: { ms, nanos: 0 }, userId: userId(user), itemId: itemId(item) };
    return kind === 'watch' ? { kind, ...who, minute } : { kind, ...who, rating };
  });

const rowOf = (each: StreamEvent): EventRow =>
  each.kind === 'watch'
    ? { kind: 'watch', ms: each.time.ms, user: each.userId, item: each.itemId, minute: each.minute }
    : each.kind === 'rating'
      ? {
          kind: 'rating',
          ms: each.time.ms,
          user: each.userId,
          item: each.itemId,
          rating: each.rating,
        }
      : { kind: 'account', ms: each.time.ms, user: each.userId };

function tablesOf(events: readonly StreamEvent[]): HistoryTables {
  const tables = historyTables(PARAMETERS);
  const scratch = contactScratch();
  for (const each of events) noteEvent(tables, each, scratch);
  return tables;
}

/** Tables from the file of a run, read twice, as after a segment that came under two names. */
async function tablesFromLake(
  { tables: engine, home }: Installation,
  run: number,
): Promise<HistoryTables> {
  const tables = historyTables(PARAMETERS);
  const paths = [join(home.temporary, `s${run}`, 'events.parquet')];
  const { load } = eventLoader(engine, tables);
  await Promise.all([load({ paths, where: 'time_ms > 3' }), load({ paths, where: 'true' })]);
  return tables;
}

interface Told {
  readonly liked: Record<string, [item: string, ms: number][]>;
  readonly seen: Record<string, [item: string, ms: number][]>;
  /** The furthest minute of each item that was watched, the latest rating of each that was rated. */
  readonly facts: string[];
}

/** What a dataset of the events says of everybody. */
async function toldByDataset(
  { artifacts, tables, home }: Installation,
  events: readonly StreamEvent[],
  run: number,
): Promise<Told> {
  const segment = await writeEvents(tables, join(home.temporary, `s${run}`), events.map(rowOf));
  const { dataset } = await buildDataset(
    { artifacts, tables, progress: SILENT },
    { segments: [segment], catalogue: null, asOfMs: 1e15, parameters: PARAMETERS },
  );
  const positives = await loadPositives(tables, dataset);
  const seen = await loadSeen(tables, dataset);
  const { userIds, itemIds } = positives;
  const told: Told = { liked: {}, seen: {}, facts: [] };
  for (const [into, pairs] of [
    [told.liked, positives],
    [told.seen, seen],
  ] as const)
    for (let k = 0; k < pairs.users.length; k++)
      (into[userIds[pairs.users[k]!]!] ??= []).push([itemIds[pairs.items[k]!]!, pairs.timesMs[k]!]);
  const of = (table: 'watches' | 'ratings'): string =>
    `read_parquet(${sqlString(tablePath(dataset, table))})`;
  const facts = await tables.rows<{ key: string; fact: string }>(
    `SELECT user_id || ' ' || item_id AS key, 'to ' || max(last_minute) AS fact
     FROM ${of('watches')} GROUP BY ALL UNION ALL
     SELECT user_id || ' ' || item_id, 'rated ' || max_by(rating, {t: time_ms, r: rating})
     FROM ${of('ratings')} GROUP BY ALL`,
  );
  told.facts.push(...facts.map(({ key, fact }) => `${key} ${fact.replace(/\.0$/, '')}`));
  return told;
}

function toldByHistory(tables: HistoryTables, users: readonly string[]): Told {
  const history = tableHistory(
    () => tables,
    () => RUNTIME,
  );
  const told: Told = { liked: {}, seen: {}, facts: [] };
  for (const user of users) {
    const { itemIds, timesMs } = history.historyOf(userId(user));
    if (itemIds.length > 0) told.liked[user] = itemIds.map((id, k) => [id, timesMs[k]!]);
    const contacts = history.contactsOf!(userId(user));
    const seen = contacts.itemIds.map((id, k): [string, number] => [id, contacts.latestMs[k]!]);
    expect([...history.seenBy(userId(user))].sort()).toEqual(seen.map(([id]) => id).sort());
    if (seen.length > 0) told.seen[user] = seen;
    for (const [k, id] of contacts.itemIds.entries())
      if (!Number.isNaN(contacts.completions[k]!))
        told.facts.push(`${user} ${id} to ${Math.round(contacts.completions[k]! * RUNTIME) - 1}`);
    tables.contacts.visit(tables.users.find(user), (words, at) => {
      if (isRatingAt(words, at))
        told.facts.push(
          `${user} ${tables.items.idOf(itemOf(words, at))} rated ${ratingOf(words, at)}`,
        );
    });
  }
  return told;
}

/** Seen items have no order of their own. */
const sorted = ({ liked, seen, facts }: Told): Told => ({
  liked,
  facts: facts.toSorted(),
  seen: Object.fromEntries(
    Object.entries(seen).map(([user, pairs]) => [
      user,
      [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  ),
});

describe('tableHistory', () => {
  it('likes and has seen what a dataset of the same events says, at the same instants, in the same order', async () => {
    const installation = await temporaryInstallation();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 60 }), async (events) => {
        const told = await toldByDataset(installation, events, run++);
        const users = [...new Set(events.map((each) => each.userId))];
        expect(sorted(toldByHistory(tablesOf(events), users))).toEqual(sorted(told));
        const loaded = await tablesFromLake(installation, run - 1);
        expect(sorted(toldByHistory(loaded, users))).toEqual(sorted(told));
      }),
      { numRuns: 25 },
    );
  });

  it('comes out the same whatever the order of the events, and however often each comes', () => {
    const shuffled = fc.array(event, { maxLength: 80 }).chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc
          .shuffledSubarray([...events, ...events], { minLength: events.length })
          .map((some) => [...some, ...events]),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        const users = [...new Set(events.map((each) => each.userId))];
        const once = sorted(toldByHistory(tablesOf(events), users));
        expect(sorted(toldByHistory(tablesOf(again), users))).toEqual(once);
      }),
    );
  });
});

describe('contactStore', () => {
  const random = (seed: number) => () =>
    (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0);

  it('holds after many quick notes what careful notes would have made', () => {
    const next = random(7);
    const [quick, careful] = [contactStore(), contactStore()];
    for (let n = 0; n < 60_000; n++) {
      const isRating = next() % 9 === 0;
      const value = isRating ? (next() % 21) / 2 : next() % 1_501;
      const event = {
        item: next() % 300,
        kind: isRating ? ('rating' as const) : ('watch' as const),
        timeMs: next() * 1_000 + (next() % 1_000),
        value,
        isLike: value > 4,
      };
      const user = next() % 40;
      quick.noteQuickly(user, event);
      careful.note(user, event);
    }
    expect(quick.contactCount).toBeGreaterThan(careful.contactCount);
    const all = (store: typeof quick, user: number): string[] => {
      const rows: string[] = [];
      store.visit(user, (words, at) => rows.push(words.subarray(at, at + 4).join(' ')));
      return rows.sort();
    };
    for (let user = 0; user < 40; user++) expect(all(quick, user)).toEqual(all(careful, user));
    expect(quick.contactCount).toBe(careful.contactCount);
  });

  it('forgets a user, gives their room to others, and leaves no word of them', () => {
    const store = contactStore();
    const event = { item: 9, kind: 'watch' as const, timeMs: 4e11, value: 77, isLike: true };
    for (const user of [0, 1])
      for (let item = 0; item < 50; item++) store.note(user, { ...event, item });
    const { bytes } = store;
    let where: Uint32Array | undefined;
    store.visit(1, (words) => (where = words));
    store.forget(1);
    store.forget(1);
    expect([store.userCount, store.contactCount]).toEqual([1, 50]);
    store.visit(1, () => expect.unreachable());
    const left = where!.filter((word) => (word & 2_047) === 77 && word < 50 << 11).length;
    expect(left).toBe(50);
    for (let item = 0; item < 50; item++) store.note(2, { ...event, item });
    expect([store.userCount, store.contactCount, store.bytes]).toEqual([2, 100, bytes]);
  });
});
