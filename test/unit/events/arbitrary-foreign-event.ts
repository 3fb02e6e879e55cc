import * as fc from 'fast-check';
import { itemId, userId } from '../../../src/domain/ids.ts';
import type { StreamEvent } from '../../../src/domain/stream-event.ts';

const time = fc.record({
  ms: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
  nanos: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 999_999 })),
});
/** Ids made of pieces that could be taken for what surrounds them. */
const id = fc.string({
  unit: fc.constantFrom(
    'a',
    '7',
    '/',
    '=',
    '.mpg',
    '?watched=',
    '0',
    '-',
    ':8082',
    'GET',
    '~',
    '|',
    'recommendation',
    '%2C',
    '@',
    '.',
  ),
  minLength: 1,
  maxLength: 8,
});
const base = { time, userId: id.map(userId) };
const minute = fc.integer({ min: 0, max: 1500 });

/** Any event that a mapping can make. */
export const foreignEvent: fc.Arbitrary<StreamEvent> = fc.oneof(
  fc.record({ ...base, kind: fc.constant('watch' as const), itemId: id.map(itemId), minute }),
  fc.record({
    ...base,
    kind: fc.constant('watch' as const),
    itemId: id.map(itemId),
    minute,
    watchedMinutes: fc.integer({ min: 1, max: 1501 }),
  }),
  fc.record({
    ...base,
    kind: fc.constant('rating' as const),
    itemId: id.map(itemId),
    rating: fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 })
      .map((value) => value + 0),
  }),
  fc.record({ ...base, kind: fc.constant('account' as const) }),
  fc.record({
    ...base,
    kind: fc.constant('recommendation' as const),
    host: fc.constantFrom('a', 'b.example.org', 'result'),
    status: fc.constant(200),
    itemIds: fc.array(id.map(itemId), { minLength: 1, maxLength: 5 }),
    errorText: fc.constant(''),
    latencyMs: fc.nat({ max: 999_999_999 }),
  }),
  fc.record({
    ...base,
    kind: fc.constant('recommendation' as const),
    host: fc.constantFrom('a', 'b.example.org'),
    status: fc.constantFrom(0, 400, 503),
    itemIds: fc.constant([]),
    errorText: fc.string({
      unit: fc.constantFrom('a', ', ', ', 5 ms', ':8082, status 200, result: '),
      maxLength: 4,
    }),
    latencyMs: fc.nat({ max: 99_999 }),
  }),
);
