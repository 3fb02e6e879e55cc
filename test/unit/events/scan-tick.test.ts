import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine, encodeEvent, movielogDecoder } from '../../../src/events/index.ts';
import { MovielogScanner } from '../../../src/events/scan-tick.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { streamEvent } from './arbitrary-event.ts';

/** What a scanner makes of a line that lies in the middle of other bytes; `null` when not taken. */
function scanned(line: Uint8Array, scanner = new MovielogScanner()): unknown {
  const bytes = Buffer.concat([Buffer.from('7'), line, Buffer.from('7\n')]);
  if (!scanner.scan({ bytes, start: 1, end: 1 + line.length })) return null;
  const { kind, timeMs, user, value, itemStart, itemEnd } = scanner;
  return { kind, timeMs, user, value, item: bytes.toString('latin1', itemStart, itemEnd) };
}

/** The same by way of the decoder; `null` when the line is no watch or rating in canonical form. */
function decoded(line: Uint8Array): unknown {
  const text = Buffer.from(line).toString('utf8');
  const result = decodeLine(text);
  if (!result.ok || encodeEvent(result.event) !== text) return null;
  const { event } = result;
  if (event.kind !== 'watch' && event.kind !== 'rating') return null;
  return {
    kind: event.kind,
    timeMs: event.time.ms,
    user: Number(event.userId),
    value: event.kind === 'watch' ? event.minute : event.rating,
    item: event.itemId,
  };
}

const watch = (time: string, user = '7'): string => `${time},${user},GET /data/m/amlie+2001/3.mpg`;

describe('the scanner of the movie log', () => {
  it.each([
    watch('2022-11-14T12:24'),
    watch('2022-11-14T12:24:59'),
    watch('2024-02-29T00:00', '0'),
    watch('2022-11-14T12:24', '999999999999999'),
    '2022-11-14T12:24,1,GET /data/m/a/0.mpg',
    '2022-11-14T12:24,1,GET /data/m/%3a*/1500.mpg',
    '2022-11-14T12:24,1,GET /rate/a=1',
    '2022-11-14T12:24:01,1,GET /rate/a=10',
  ])('takes %s', (line) => {
    const bytes = Buffer.from(line);
    expect(decoded(bytes)).not.toBeNull();
    expect(scanned(bytes)).toEqual(decoded(bytes));
  });

  it.each([
    watch('2022-11-14T12:24:00'),
    watch('2022-11-14T12:24:01.071'),
    watch('2023-02-29T00:00'),
    watch('2022-11-14T12:24', '07'),
    watch('2022-11-14T12:24', '1000000000000000'),
    watch('2022-11-14T12:24', ''),
    '2022-11-14T12:24,1,GET /data/m//3.mpg',
    '2022-11-14T12:24,1,GET /data/m/a/.mpg',
    '2022-11-14T12:24,1,GET /data/m/a/03.mpg',
    '2022-11-14T12:24,1,GET /data/m/a/1501.mpg',
    '2022-11-14T12:24,1,GET /data/m/a/3.mp4',
    '2022-11-14T12:24,1,GET /rate/a=0',
    '2022-11-14T12:24,1,GET /rate/a=11',
    '2022-11-14T12:24,1,GET /rate/=5',
    '2022-11-14T12:24,1,GET /create_account',
    '',
  ])('leaves %j to the decoder', (line) => {
    expect(scanned(Buffer.from(line))).toBeNull();
  });

  it('says what the decoder says of every line that it takes, and takes the plain ones', () => {
    const scanner = movielogDecoder.scanner!() as MovielogScanner;
    let taken = 0;
    fc.assert(
      fc.property(streamEvent, fc.boolean(), (event, isWhole) => {
        const ms = isWhole ? event.time.ms - (event.time.ms % 1000) : event.time.ms;
        const nanos = isWhole ? 0 : event.time.nanos;
        const line = Buffer.from(encodeEvent({ ...event, time: { ms, nanos } }));
        const result = scanned(line, scanner);
        if (result === null) return;
        taken++;
        expect(result).toEqual(decoded(line));
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  // One to three bytes of good lines changed, dropped, doubled or put in, 200,000 times.
  it('never takes a damaged line for another than the decoder does', () => {
    const rng = seededRng(11, 'scan-tick');
    const scanner = new MovielogScanner();
    const lines = [watch('2022-11-14T12:24'), watch('2022-11-14T12:24:59', '4321')].concat(
      '2022-11-14T12:24:31,15,GET /rate/the+9.5_a-b*=10',
    );
    let [taken, left] = [0, 0];
    for (let run = 0; run < 200_000; run++) {
      const line = mutated(Buffer.from(lines[run % lines.length]!), rng);
      const result = scanned(line, scanner);
      if (result === null) {
        left++;
        continue;
      }
      taken++;
      // The scanner does not look at the item's spelling; whoever numbers items does.
      const expected = decoded(line);
      const item = (result as { item: string }).item;
      if (expected === null)
        expect(decodeLine(`2022-11-14T12:24,1,GET /rate/${item}=1`).ok).toBe(false);
      else expect(result).toEqual(expected);
    }
    expect(taken).toBeGreaterThan(10_000);
    expect(left).toBeGreaterThan(10_000);
  });
});

function mutated(line: Buffer, rng: ReturnType<typeof seededRng>): Buffer {
  let bytes = [...line];
  for (let change = rng.integer(3); change >= 0; change--) {
    const at = rng.integer(bytes.length);
    const byte =
      rng.integer(4) === 0 ? rng.integer(256) : '0123456789/,:-.=T %ag'.charCodeAt(rng.integer(21));
    const kind = rng.integer(4);
    if (kind === 0) bytes[at] = byte;
    else if (kind === 1) bytes.splice(at, 1);
    else if (kind === 2) bytes.splice(at, 0, byte);
    else bytes = [...bytes.slice(0, at), bytes[at]!, ...bytes.slice(at)];
  }
  return Buffer.from(bytes);
}
