import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/domain/canonical-json.ts';
import { jsonDecoder } from '../../../src/events/index.ts';

const MAPPING = {
  time: { at: 'ts', format: 'epoch-ms' },
  user: 'viewer.id',
  item: 'title.id',
  kind: 'event',
  kinds: {
    heartbeat: { as: 'watch', minute: { at: 'position', unit: 's' } },
    finished: { as: 'watch', minutes: { at: 'watched', unit: 's' } },
    progress: {
      as: 'watch',
      completion: { at: 'done', of: 100 },
      runtime: { at: 'length', unit: 'ms' },
    },
    stars: { as: 'rating', value: 'stars', scale: { from: 0.5, to: 5 } },
    percent: { as: 'rating', value: 'value', scale: { from: 0, to: 100, onto: 5 } },
    thumb: { as: 'rating', value: 'thumb', words: { up: 5, down: 1 } },
    heart: { as: 'rating', item: ['a.b'], value: { constant: 5 }, scale: { from: 1, to: 5 } },
    opened: { as: 'account' },
    shown: {
      as: 'recommendation',
      items: 'row',
      each: 'id',
      status: 'code',
      latency: { at: 'took', unit: 's' },
      host: { constant: 'home' },
      error: 'why',
    },
  },
  ignore: ['pause'],
} as const;
const TS = 1_772_359_200_123;
const BASE = { ts: TS, viewer: { id: 'u-1' }, title: { id: 'tt1' } };

const { name, decode } = jsonDecoder(MAPPING as unknown as Json);
/** What becomes of an object, without who and when where that is as in `BASE`. */
function verdict(object: unknown): unknown {
  const decoded = decode(JSON.stringify(object));
  if (!decoded.ok) return decoded.reason;
  const { time, userId, ...event } = decoded.event;
  return time.ms === TS && time.nanos === 0 && userId === 'u-1' ? event : decoded.event;
}
const with_ = (more: object): unknown => verdict({ ...BASE, ...more });
const mapped = (changes: object): ((object: unknown) => unknown) => {
  const { decode: read } = jsonDecoder({ ...MAPPING, ...changes } as unknown as Json);
  return (object) => {
    const decoded = read(JSON.stringify(object));
    return decoded.ok ? decoded.event : decoded.reason;
  };
};

describe('a line of JSON with a mapping', () => {
  it('is a minute of watching, told by a position in any unit', () => {
    // 125 s are two whole minutes: the third, minute 2, is playing.
    const event = { kind: 'watch', itemId: 'tt1', minute: 2 };
    expect(with_({ event: 'heartbeat', position: 125 })).toEqual(event);
    expect(with_({ event: 'heartbeat', position: '125.0' })).toEqual(event);
    expect(with_({ event: 'heartbeat', position: 0 })).toEqual({ ...event, minute: 0 });
  });

  it('is a whole watch: its last minute, and how many there were, the last one begun', () => {
    // 125 s are 2.08 minutes: three were begun, the last is minute 2.
    const event = { kind: 'watch', itemId: 'tt1', minute: 2, watchedMinutes: 3 };
    expect(with_({ event: 'finished', watched: 125 })).toEqual(event);
    expect(with_({ event: 'finished', watched: 180 })).toEqual(event);
    // Whoever left at once has begun the first minute, as a tick of minute 0 would say.
    expect(with_({ event: 'finished', watched: 0 })).toMatchObject({
      minute: 0,
      watchedMinutes: 1,
    });
  });

  it('is a whole watch told by its share of the runtime', () => {
    // Half of 100 minutes (6,000,000 ms) is 50 minutes: the last is minute 49.
    expect(with_({ event: 'progress', done: 50, length: 6_000_000 })).toMatchObject({
      minute: 49,
      watchedMinutes: 50,
    });
    expect(with_({ event: 'progress', done: 101, length: 6_000_000 })).toBe('bad_minute');
    expect(with_({ event: 'progress', done: 50 })).toBe('missing_field');
  });

  it('is a rating on its own scale, brought to another, in words, or constant', () => {
    const rating = (value: number) => ({ kind: 'rating', itemId: 'tt1', rating: value });
    expect(with_({ event: 'stars', stars: 3.5 })).toEqual(rating(3.5));
    expect(with_({ event: 'percent', value: 80 })).toEqual(rating(4)); // 80 of 100 is 4 of 5
    expect(with_({ event: 'thumb', thumb: 'down' })).toEqual(rating(1));
    expect(with_({ event: 'heart', 'a.b': 'x' })).toEqual({ ...rating(5), itemId: 'x' });
    expect(with_({ event: 'stars', stars: 5.5 })).toBe('bad_rating');
    expect(with_({ event: 'stars', stars: 'many' })).toBe('bad_rating');
    expect(with_({ event: 'thumb', thumb: 'sideways' })).toBe('bad_rating');
  });

  it('is an account, or a list that was shown', () => {
    expect(with_({ event: 'opened' })).toEqual({ kind: 'account' });
    const row = [{ id: 'b' }, { id: 7 }];
    expect(with_({ event: 'shown', row, code: 200, took: 0.012 })).toEqual({
      kind: 'recommendation',
      host: 'home',
      status: 200,
      itemIds: ['b', '7'],
      errorText: '',
      latencyMs: 12,
    });
    expect(with_({ event: 'shown', code: 503, took: 0, why: 'too late' })).toMatchObject({
      status: 503,
      itemIds: [],
      errorText: 'too late',
    });
    expect(with_({ event: 'shown', row: [], code: 200, took: 0 })).toBe('bad_recommendation');
    expect(with_({ event: 'shown', row: [{ id: 'a b' }], code: 200, took: 0 })).toBe('bad_item');
    expect(with_({ event: 'shown', code: 500, took: 0, why: 'a\nb' })).toBe('bad_recommendation');
  });
});

describe('a line of JSON that cannot be used', () => {
  it.each([
    ['', 'empty_line'],
    ['nonsense', 'not_json'],
    ['[1]', 'not_json'],
    ['null', 'not_json'],
    ['"text"', 'not_json'],
    [`{"a":"${'x'.repeat(70_000)}"}`, 'line_too_long'],
    ['['.repeat(60_000), 'not_json'],
    ['{}', 'missing_field'],
    ['{"event":"pause"}', 'ignored_event'],
    ['{"event":"search"}', 'unknown_event'],
    ['{"event":["opened"]}', 'unknown_event'],
    ['{"event":"constructor"}', 'unknown_event'],
    [`{"event":"opened","ts":${TS}}`, 'missing_field'],
  ])('%.40s has its reason', (line, reason) => {
    expect(decode(line)).toEqual({ ok: false, reason });
  });

  it('names a user that is no id, or that JSON cannot keep exactly', () => {
    const opened = (id: string): unknown => {
      const decoded = decode(`{"event":"opened","ts":${TS},"viewer":{"id":${id}}}`);
      return decoded.ok ? decoded.event.userId : decoded.reason;
    };
    expect(opened('42')).toBe('42');
    // 2^53 + 1 would be read as 2^53, which is somebody else.
    expect(opened('9007199254740993')).toBe('bad_user');
    expect(opened('"9007199254740993"')).toBe('9007199254740993');
    for (const id of ['"a,b"', '"a b"', '""', '1.5', 'true', '{}', '"\\u0000"', '"Zoë"'])
      expect(opened(id), id).toBe('bad_user');
  });

  it('looks at own members only', () => {
    const read = mapped({ user: 'toString', ignore: [] });
    expect(read({ event: 'opened', ts: TS })).toBe('missing_field');
  });

  it('never throws, whatever the line holds', () => {
    const jsonLine = fc.jsonValue().map((value) => JSON.stringify(value));
    const almost = fc
      .record({
        event: fc.oneof(fc.constantFrom(...Object.keys(MAPPING.kinds)), fc.jsonValue()),
        ts: fc.oneof(fc.constant(TS), fc.jsonValue()),
        viewer: fc.oneof(fc.record({ id: fc.jsonValue() }), fc.jsonValue()),
        title: fc.oneof(fc.record({ id: fc.jsonValue() }), fc.jsonValue()),
        position: fc.jsonValue(),
        watched: fc.jsonValue(),
        stars: fc.jsonValue(),
        row: fc.jsonValue(),
        code: fc.jsonValue(),
        took: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(fc.string(), jsonLine, almost), (line) => {
        expect(typeof decode(line).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('times', () => {
  const at = (format: string, ts: unknown): unknown => {
    const event = mapped({ time: { at: 'ts', format } })({ ...BASE, event: 'opened', ts });
    return typeof event === 'string' ? event : (event as { time: object }).time;
  };
  // 2026-03-01T10:00:00Z is day 20,513: 20,513 · 86,400 + 36,000 s.
  const S = 20_513 * 86_400 + 36_000;

  it.each([
    ['iso', '2026-03-01T10:00:00Z', S * 1000, 0],
    ['iso', '2026-03-01T10:00Z', S * 1000, 0],
    ['iso', '2026-03-01T12:30:00.25+02:30', S * 1000 + 250, 0],
    ['iso', '2026-03-01 05:00:00.0000015-0500', S * 1000, 1_500],
    ['iso-utc', '2026-03-01T10:00:00', S * 1000, 0],
    ['epoch-s', S, S * 1000, 0],
    ['epoch-s', `${S}.000123456`, S * 1000, 123_456],
    ['epoch-s', S + 0.5, S * 1000 + 500, 0],
    ['epoch-ms', S * 1000 + 7, S * 1000 + 7, 0],
    ['epoch-us', S * 1e6 + 1_234, S * 1000 + 1, 234_000],
    ['epoch-ns', `${S}000001234`, S * 1000, 1_234],
    ['epoch-ms', 5, 5, 0],
  ])('%s reads %s', (format, ts, ms, nanos) => {
    expect(at(format, ts)).toEqual({ ms, nanos });
  });

  it.each([
    ['iso', '2026-03-01T10:00:00'],
    ['iso', '2026-02-30T10:00:00Z'],
    ['iso', '2026-03-01T10:00.5Z'],
    ['iso', '2026-03-01T10:00:00+24:00'],
    ['iso', '1970-01-01T00:00:00+01:00'],
    ['iso', S],
    ['epoch-s', -1],
    ['epoch-s', 1e15],
    ['epoch-s', '12e3'],
    ['epoch-ns', 1_772_359_200_000_000_000],
    ['epoch-ms', true],
  ])('%s refuses %s', (format, ts) => {
    expect(at(format, ts)).toBe('bad_time');
  });
});

describe('the name of the decoder', () => {
  it('follows the mapping, not the order in which it is written', () => {
    const { user, ...rest } = MAPPING;
    expect(name).toMatch(/^json\/1:[0-9a-f]{12}$/);
    expect(jsonDecoder({ ...rest, user } as unknown as Json).name).toBe(name);
    expect(jsonDecoder({ ...rest, user: 'uid' } as unknown as Json).name).not.toBe(name);
  });
});
