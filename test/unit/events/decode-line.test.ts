import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine, encodeEvent, MAX_LINE_LENGTH } from '../../../src/events/index.ts';
import { streamEvent } from './arbitrary-event.ts';

const watch = (time: string): string => `${time},7,GET /data/m/amlie+2001/3.mpg`;
const reasonOf = (line: string): string => {
  const decoded = decodeLine(line);
  return decoded.ok ? 'accepted' : decoded.reason;
};
const eventOf = (line: string): unknown => {
  const decoded = decodeLine(line);
  return decoded.ok ? decoded.event : decoded.reason;
};

describe('times', () => {
  // 2022-11-14 is day 19310 after 1970-01-01: 52 years of 365 days, 13 leap days (1972..2020),
  // 304 days of 2022 before November, 13 before the 14th; 12:24 adds 44,640 s.
  const MS = (19310 * 86_400 + 44_640) * 1000;
  it.each([
    ['2022-11-14T12:24', MS, 0],
    ['2022-11-14T12:24:00', MS, 0],
    ['2022-11-14T12:24:59', MS + 59_000, 0],
    ['2022-11-14T12:24:01.071', MS + 1071, 0],
    ['2022-11-14T12:24:01.071500', MS + 1071, 500_000],
    ['2022-11-14T12:24:01.071500009', MS + 1071, 500_009],
    ['1970-01-01T00:00', 0, 0],
  ])('reads %s', (time, ms, nanos) => {
    expect(eventOf(watch(time))).toMatchObject({ time: { ms, nanos } });
  });

  it('knows leap days', () => {
    expect(reasonOf(watch('2024-02-29T00:00'))).toBe('accepted');
    expect(reasonOf(watch('2000-02-29T00:00'))).toBe('accepted');
    expect(reasonOf(watch('2023-02-29T00:00'))).toBe('bad_time');
    expect(reasonOf(watch('2100-02-29T00:00'))).toBe('bad_time');
  });

  it.each([
    '2022-11-14T1O:23:16',
    '2022-11-14T12',
    '2022-11-14 12:24:00',
    '2022-11-14T12:24:00Z',
    '2022-11-14T12:24:1',
    '2022-11-14T12:24.123',
    '2022-11-14T12:24:01.1',
    '2022-11-14T12:24:01.12x',
    '2022-11-14T12:24:01:123',
    '2022-13-14T12:24',
    '2022-00-14T12:24',
    '2022-11-31T12:24',
    '2022-11-00T12:24',
    '2022-11-14T24:00',
    '2022-11-14T12:60',
    '2022-11-14T12:24:60',
    '1969-12-31T23:59',
    '0000-01-01T00:00',
    '',
  ])('refuses %s', (time) => {
    expect(reasonOf(watch(time))).toBe('bad_time');
  });
});

describe('events', () => {
  it('reads a watch line', () => {
    expect(eventOf('1970-01-01T00:00:01,903000,GET /data/m/...and+justice+1979/0.mpg')).toEqual({
      kind: 'watch',
      time: { ms: 1000, nanos: 0 },
      userId: '903000',
      itemId: '...and+justice+1979',
      minute: 0,
    });
  });

  it('reads a rating line', () => {
    expect(eventOf('1970-01-01T00:00:01,1,GET /rate/++++++1959=10')).toEqual({
      kind: 'rating',
      time: { ms: 1000, nanos: 0 },
      userId: '1',
      itemId: '++++++1959',
      rating: 10,
    });
  });

  it('reads an account line', () => {
    expect(eventOf('1970-01-01T00:00,12,GET /create_account')).toEqual({
      kind: 'account',
      time: { ms: 0, nanos: 0 },
      userId: '12',
    });
  });

  it('keeps percent-encoded ids of old logs as they are written', () => {
    expect(
      eventOf('1970-01-01T00:00,1,GET /data/m/stargate%3A+the+ark+of+truth+2008/5.mpg'),
    ).toMatchObject({ itemId: 'stargate%3A+the+ark+of+truth+2008' });
  });

  it.each([
    ['', 'empty_line'],
    ['x'.repeat(MAX_LINE_LENGTH + 1), 'line_too_long'],
    ['2022-11-14T12:24', 'missing_field'],
    ['2022-11-14T12:24,7', 'missing_field'],
    ['2022-11-14T12:24,,GET /create_account', 'bad_user'],
    ['2022-11-14T12:24,N671040,GET /create_account', 'bad_user'],
    ['2022-11-14T12:24, 7,GET /create_account', 'bad_user'],
    ['2022-11-14T12:24,٧,GET /create_account', 'bad_user'],
    ['2022-11-14T12:24,7,', 'unknown_event'],
    ['2022-11-14T12:24,7,GZET /data/m/amlie+2001/3.mpg', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /d ata/m/amlie+2001/3.mpg', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /data/5m/amlie+2001/3.mpg', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/3.Hmpg', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /create_account ', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /create_accounts', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001', 'unknown_event'],
    ['2022-11-14T12:24,7,GET /data/m//3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/amLie+2001/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/am lie+2001/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/amélie+2001/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/am%3lie/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/amlie%/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/amlie%3/3.mpg', 'bad_item'],
    ['2022-11-14T12:24,7,GET /rate/=3', 'bad_item'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/-1.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/03.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/1501.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/99999999999.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/3/4.mpg', 'bad_minute'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001=', 'bad_rating'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001=0', 'bad_rating'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001=11', 'bad_rating'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001=3.5', 'bad_rating'],
    ['2022-11-14T12:24,7,GET /rate/amlie+2001= 3', 'bad_rating'],
    ['2022-11-14T12:24,7,GET /data/m/amlie+2001/1500.mpg', 'accepted'],
  ])('judges %j as %s', (line, verdict) => {
    expect(reasonOf(line)).toBe(verdict);
  });
});

describe('recommendation lines', () => {
  const line = (tail: string): string =>
    `1970-01-01T00:00:02.071,9,recommendation request host-3.example.org:8082, status ${tail}`;

  it('splits the list of a 200 at comma and blank', () => {
    expect(eventOf(line('200, result: amlie+2001, +laventure+2008, amlie+2001, 26 ms'))).toEqual({
      kind: 'recommendation',
      time: { ms: 2071, nanos: 0 },
      userId: '9',
      host: 'host-3.example.org',
      status: 200,
      itemIds: ['amlie+2001', '+laventure+2008', 'amlie+2001'],
      errorText: '',
      latencyMs: 26,
    });
  });

  it.each([
    ['400', 'movie ["winter+in+wartime+2008" not found', 26],
    [
      '0',
      'java.util.concurrent.TimeoutException: Request timeout to a/10.0.0.1:8082 after 800 ms',
      815,
    ],
    ['0', 'java.net.ConnectException: connection timed out: a/10.0.0.1:8082', 818],
    ['0', 'dispatch.StatusCode: Unexpected response status: 500', 5],
    ['400', 'one, two: three, 3 ms, four', 0],
    ['400', '', 7],
  ])('takes the latency of a %s from the end: %s', (status, errorText, latencyMs) => {
    expect(eventOf(line(`${status}, result: ${errorText}, ${latencyMs} ms`))).toMatchObject({
      status: Number(status),
      errorText,
      latencyMs,
      itemIds: [],
    });
  });

  it.each([
    ['200, result: , 26 ms', 'bad_recommendation'],
    ['200, result: amlie+2001,26 ms', 'bad_recommendation'],
    ['200, result: amlie+2001, 26 m', 'bad_recommendation'],
    ['200, result: amlie+2001, 2 6 ms', 'bad_recommendation'],
    ['200, result: 26 ms', 'bad_recommendation'],
    ['2000, result: amlie+2001, 26 ms', 'bad_recommendation'],
    ['20O, result: amlie+2001, 26 ms', 'bad_recommendation'],
    ['200, resXult: amlie+2001, 26 ms', 'bad_recommendation'],
    ['200, result: amlie+2001,next+2002, 26 ms', 'bad_item'],
    ['200, result: amlie+2001, , 26 ms', 'bad_item'],
    ['200, result: [amlie+2001], 26 ms', 'bad_item'],
  ])('judges %j as %s', (tail, reason) => {
    expect(reasonOf(line(tail))).toBe(reason);
  });

  it.each(['host:8083, status', 'ho st:8082, status', ':8082, status'])(
    'refuses the address %j',
    (address) => {
      const broken = `1970-01-01T00:00,9,recommendation request ${address} 400, result: x, 1 ms`;
      expect(reasonOf(broken)).toBe('bad_recommendation');
    },
  );
});

describe('laws', () => {
  it('gives back every event that is written in the canonical form', () => {
    fc.assert(
      fc.property(streamEvent, (event) => {
        expect(decodeLine(encodeEvent(event))).toEqual({ ok: true, event });
      }),
      { numRuns: 500 },
    );
  });

  it('writes every canonical line back as it was', () => {
    fc.assert(
      fc.property(streamEvent.map(encodeEvent), (line) => {
        const decoded = decodeLine(line);
        expect(decoded.ok && encodeEvent(decoded.event)).toBe(line);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        decodeLine(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws on a good line with something inserted anywhere', () => {
    const damaged = fc
      .tuple(streamEvent.map(encodeEvent), fc.nat(), fc.string({ maxLength: 3 }))
      .map(([line, at, text]) => {
        const cut = at % (line.length + 1);
        return line.slice(0, cut) + text + line.slice(cut);
      });
    fc.assert(
      fc.property(damaged, (line) => {
        const decoded = decodeLine(line);
        if (decoded.ok) expect(decodeLine(encodeEvent(decoded.event))).toEqual(decoded);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('verbatim samples', () => {
  const sample = new URL('../../../../shared/data/scenario/stream-2022-10.log', import.meta.url);
  // The data's own README says how many lines there are; each is of a kind that `grep -c` counts.
  it.skipIf(!existsSync(sample))('reads all lines of the 2022 stream and writes them back', () => {
    const lines = readFileSync(sample, 'utf8').split('\n').slice(0, -1);
    expect(lines).toHaveLength(37_342);
    const kept = lines.filter((line) => {
      const decoded = decodeLine(line);
      return decoded.ok && encodeEvent(decoded.event) === line;
    });
    expect(kept).toHaveLength(37_342);
  });
});
