import * as fc from 'fast-check';
import { itemId, userId } from '../../../src/domain/ids.ts';
import type { StreamEvent } from '../../../src/domain/stream-event.ts';

const time = fc.record({
  ms: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
  nanos: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 999_999 })),
});
const user = fc
  .string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 12 })
  .map(userId);
const item = fc
  .string({ unit: fc.constantFrom(...'abcxyz0129+._-*', '%3A'), minLength: 1, maxLength: 30 })
  .map(itemId);
const base = { time, userId: user };
const request = {
  ...base,
  kind: fc.constant('recommendation' as const),
  host: fc.constantFrom('a', 'fall-3.example.org'),
  latencyMs: fc.nat({ max: 99_999 }),
};

/** Any event that the movie service's log can hold. */
export const streamEvent: fc.Arbitrary<StreamEvent> = fc.oneof(
  fc.record({
    ...base,
    kind: fc.constant('watch' as const),
    itemId: item,
    minute: fc.integer({ min: 0, max: 1500 }),
  }),
  fc.record({
    ...base,
    kind: fc.constant('rating' as const),
    itemId: item,
    rating: fc.integer({ min: 1, max: 10 }),
  }),
  fc.record({ ...base, kind: fc.constant('account' as const) }),
  fc.record({
    ...request,
    status: fc.constant(200),
    itemIds: fc.array(item, { minLength: 1, maxLength: 20 }),
    errorText: fc.constant(''),
  }),
  fc.record({
    ...request,
    status: fc.constantFrom(0, 400, 503),
    itemIds: fc.constant([]),
    errorText: fc.string({ maxLength: 60 }),
  }),
);
