import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEventTime } from '../../../src/domain/event-time.ts';
import { encodeEvent, isForeignId } from '../../../src/events/index.ts';
import { foreignEvent } from './arbitrary-foreign-event.ts';

/** Reads the canonical form back, piece by piece: where this works, no two events share a text. */
function readBack(text: string): object {
  const [timeEnd, userEnd] = [text.indexOf(','), text.indexOf(',', text.indexOf(',') + 1)];
  const who = { time: text.slice(0, timeEnd), userId: text.slice(timeEnd + 1, userEnd) };
  const action = text.slice(userEnd + 1);
  if (action === 'GET /create_account') return { kind: 'account', ...who };
  if (action.startsWith('GET /data/m/')) return { kind: 'watch', ...who, ...watchOf(action) };
  if (action.startsWith('GET /rate/')) {
    const equals = action.lastIndexOf('=');
    const rating = Number(action.slice(equals + 1));
    return { kind: 'rating', ...who, itemId: action.slice(10, equals), rating };
  }
  return { kind: 'recommendation', ...who, ...listOf(action) };
}

function watchOf(action: string): object {
  const slash = action.lastIndexOf('/');
  const parts = /^(\d+)\.mpg(?:\?watched=(\d+))?$/.exec(action.slice(slash + 1))!;
  const watched = parts[2] === undefined ? {} : { watchedMinutes: Number(parts[2]) };
  return { itemId: action.slice(12, slash), minute: Number(parts[1]), ...watched };
}

function listOf(action: string): object {
  const parts =
    /^recommendation request ([^ ,:]+):8082, status (\d+), result: (.*), (\d+) ms$/.exec(action)!;
  const [, host, status, result, latency] = parts;
  const isList = status === '200';
  return {
    host,
    status: Number(status),
    itemIds: isList ? result!.split(', ') : [],
    errorText: isList ? '' : result,
    latencyMs: Number(latency),
  };
}

describe('the canonical form of events that only a mapping can make', () => {
  it('differs wherever the events differ: it can be read back whole', () => {
    fc.assert(
      fc.property(foreignEvent, (event) => {
        expect(readBack(encodeEvent(event))).toEqual({
          ...event,
          time: formatEventTime(event.time),
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('tells a minute from a whole watch that ended in it', () => {
    const tick = { kind: 'watch', time: { ms: 0, nanos: 0 }, minute: 9 } as const;
    const ids = { userId: 'u' as never, itemId: 'i' as never };
    expect(encodeEvent({ ...tick, ...ids })).toBe('1970-01-01T00:00,u,GET /data/m/i/9.mpg');
    expect(encodeEvent({ ...tick, ...ids, watchedMinutes: 7 })).toBe(
      '1970-01-01T00:00,u,GET /data/m/i/9.mpg?watched=7',
    );
  });
});

describe('an id of another service', () => {
  it.each(['7', 'tt0111161', 'movie:12/a', 'anna@example.org', 'A_b-c~d|e', '%2C', 'a=b+c/'])(
    'may be %s',
    (text) => expect(isForeignId(text)).toBe(true),
  );

  it('is nothing that could break a line, a list, a header or an order', () => {
    for (const text of ['', 'a b', 'a,b', 'a\n', '\u0000', 'ä', '😀', '"a"', "a'", 'a\\', '[a]'])
      expect(isForeignId(text), text).toBe(false);
    expect(isForeignId('x'.repeat(200))).toBe(true);
    expect(isForeignId('x'.repeat(201))).toBe(false);
  });
});
