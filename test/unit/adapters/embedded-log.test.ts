import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  embeddedLogSource,
  openEmbeddedLog,
  type EmbeddedLogSettings,
} from '../../../src/adapters/index.ts';
import type { EventLog } from '../../../src/events/index.ts';
import { openHome, type Home } from '../../../src/store/index.ts';
import { describeEventSource, readAll } from '../../contracts/event-source.ts';
import { temporaryFolder } from '../../support/installation.ts';
import { batchLines, batchOf, keyedBatch } from '../../support/log-batches.ts';

const HOUR_MS = 3_600_000;
let nowMs = Date.now();
const clock = { nowMs: () => nowMs };

async function logIn(home: Home, settings: Partial<EmbeddedLogSettings> = {}): Promise<EventLog> {
  const log = await openEmbeddedLog(home, clock, settings);
  onTestFinished(() => log.close());
  return log;
}
const freshHome = (): Home => openHome(temporaryFolder());
const filesOf = (home: Home): string[] =>
  readdirSync(join(home.log, 'events')).map((name) => join(home.log, 'events', name));
const textsIn = async (home: Home, from = 0): Promise<string[]> =>
  (await readAll(embeddedLogSource(home), from)).map(({ bytes }) => bytes.toString());

describeEventSource('the embedded log', async (lines) => {
  const home = freshHome();
  const log = await openEmbeddedLog(home, clock, { maxFileBytes: 500_000 });
  for (let at = 0; at < lines.length; at += 1_000) {
    const some = lines.slice(at, at + 1_000);
    await log.append({
      lines: Buffer.concat(some.flatMap((line) => [line, Buffer.from('\n')])),
      lineCount: some.length,
      once: null,
    });
  }
  await log.close();
  return embeddedLogSource(home);
});

describe('the embedded log', () => {
  it('has nothing to read before the first line came', async () => {
    expect(await textsIn(freshHome())).toEqual([]);
  });

  it('goes on where it ended when it is opened again', async () => {
    const home = freshHome();
    const first = await openEmbeddedLog(home, clock);
    expect(await first.append(batchOf(['a', 'b']))).toMatchObject({ firstOffset: 0, lineCount: 2 });
    await first.close();
    const second = await logIn(home);
    expect(second.nextOffset).toBe(2);
    expect(await second.append(batchOf(['c']))).toMatchObject({ firstOffset: 2 });
    expect(await textsIn(home)).toEqual(['a', 'b', 'c']);
  });

  it('writes batches that wait together in fewer frames, each batch at a place of its own', async () => {
    const home = freshHome();
    const log = await logIn(home);
    const batches = Array.from({ length: 50 }, (_, n) => batchOf(batchLines(n)));
    const places = await Promise.all(batches.map((batch) => log.append(batch)));
    let next = 0;
    for (const [n, { firstOffset }] of places.entries()) {
      expect(firstOffset).toBe(next);
      next += batchLines(n).length;
    }
    const frames = readFileSync(filesOf(home)[0]!, 'utf8').match(/^#frame /gm)!;
    expect(frames.length).toBeLessThan(50);
    expect(await textsIn(home)).toEqual(batches.flatMap((_, n) => batchLines(n)));
  });

  it('begins a new file beyond its size, and is read over all of them from any offset', async () => {
    const home = freshHome();
    const log = await logIn(home, { maxFileBytes: 300 });
    for (let n = 0; n < 12; n++) await log.append(batchOf([`${n} ${'x'.repeat(60)}`]));
    expect(filesOf(home).length).toBeGreaterThan(3);
    for (const from of [0, 1, 5, 11, 12])
      expect((await textsIn(home, from)).map((line) => Number.parseInt(line, 10))).toEqual(
        Array.from({ length: 12 - from }, (_, k) => from + k),
      );
  });

  it('hands out lines that come while it is followed', async () => {
    const home = freshHome();
    const stop = new AbortController();
    const heard: string[] = [];
    const following = (async () => {
      const options = { follow: true, stop: stop.signal };
      for await (const { bytes, starts, ends } of embeddedLogSource(home).read(0, 0, options)) {
        for (const [k, start] of starts.entries())
          heard.push(Buffer.from(bytes.subarray(start, ends[k])).toString());
        if (heard.length === 3) stop.abort();
      }
    })();
    const log = await logIn(home, { maxFileBytes: 1 });
    for (const line of ['a', 'b', 'c']) await log.append(batchOf([line]));
    await following;
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('has one writer', async () => {
    const home = freshHome();
    await logIn(home);
    await expect(openEmbeddedLog(home, clock)).rejects.toMatchObject({ code: 'HOME_LOCKED' });
  });

  it('takes nothing after it was closed', async () => {
    const log = await openEmbeddedLog(freshHome(), clock);
    await log.close();
    await expect(log.append(batchOf(['a']))).rejects.toMatchObject({ code: 'STOPPED' });
  });
});

describe('a key', () => {
  it('gives the first answer again without appending, also after a restart', async () => {
    const home = freshHome();
    const first = await openEmbeddedLog(home, clock);
    await first.append(batchOf(['before']));
    const original = await first.append(keyedBatch(3));
    const again = { ...original, outcome: 'repeated' };
    expect(await first.append(keyedBatch(3))).toEqual(again);
    await first.close();
    const second = await logIn(home);
    expect(await second.append(keyedBatch(3))).toEqual(again);
    expect(again).toMatchObject({ firstOffset: 1, lineCount: 22, note: { number: 3 } });
    expect((await textsIn(home)).length).toBe(1 + 22);
  });

  it('appends once when the same batch comes twice at the same time', async () => {
    const home = freshHome();
    const log = await logIn(home);
    // While the first batch is written the two others wait, and go into one frame.
    const all = [batchOf(['a']), keyedBatch(1), keyedBatch(1)].map((batch) => log.append(batch));
    expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual([
      'appended',
      'appended',
      'repeated',
    ]);
    expect(await textsIn(home)).toEqual(['a', ...batchLines(1)]);
  });

  it('is no key for another batch', async () => {
    const home = freshHome();
    const log = await logIn(home);
    const other = { ...keyedBatch(2), once: { key: 'k1', digest: 'other', note: null } };
    const both = await Promise.all([log.append(keyedBatch(1)), log.append(other)]);
    expect(both[1]!.outcome).toBe('conflict');
    expect((await log.append(other)).outcome).toBe('conflict');
    expect(await textsIn(home)).toEqual(batchLines(1));
  });

  it('is remembered for 24 hours, over several files', async () => {
    nowMs = Date.now();
    const home = freshHome();
    const first = await openEmbeddedLog(home, clock, { maxFileBytes: 1 });
    for (const number of [0, 1, 2]) await first.append(keyedBatch(number));
    await first.close();
    nowMs += 24 * HOUR_MS - 1;
    const second = await openEmbeddedLog(home, clock, { maxFileBytes: 1 });
    expect((await second.append(keyedBatch(0))).outcome).toBe('repeated');
    nowMs += 1;
    expect((await second.append(keyedBatch(0))).outcome).toBe('appended');
    await second.close();
  });
});

describe('a log that was cut short by a crash', () => {
  it('keeps every whole frame and drops the torn one, wherever it was torn', async () => {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock);
    await log.append(batchOf(['a', 'b']));
    await log.append(keyedBatch(1));
    await log.close();
    const [path] = filesOf(home);
    const whole = readFileSync(path!);
    const secondAt = whole.lastIndexOf('#frame ');
    for (let length = secondAt; length < whole.length; length += 3) {
      writeFileSync(path!, whole.subarray(0, length));
      expect(await textsIn(home), `${length} bytes`).toEqual(['a', 'b']);
      const again = await openEmbeddedLog(home, clock);
      expect(again.nextOffset).toBe(2);
      // The torn batch was not acknowledged: sent again, it is appended.
      expect((await again.append(keyedBatch(1))).outcome).toBe('appended');
      await again.close();
      expect(await textsIn(home)).toEqual(['a', 'b', ...batchLines(1)]);
    }
  });

  it('drops an end of zeros, as a power cut leaves it', async () => {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock);
    await log.append(batchOf(['a']));
    await log.close();
    appendFileSync(filesOf(home)[0]!, Buffer.alloc(5_000));
    expect(await textsIn(home)).toEqual(['a']);
    const again = await logIn(home);
    await again.append(batchOf(['b']));
    expect(await textsIn(home)).toEqual(['a', 'b']);
    expect(readFileSync(filesOf(home)[0]!).indexOf(0)).toBe(-1);
  });

  it('drops a last frame whose lines did not reach the disk', async () => {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock);
    await log.append(batchOf(['a']));
    await log.append(batchOf(['bbbb']));
    await log.close();
    const bytes = readFileSync(filesOf(home)[0]!);
    writeFileSync(filesOf(home)[0]!, bytes.fill(0, bytes.length - 5));
    expect(await textsIn(home)).toEqual(['a']);
    const again = await logIn(home);
    expect(await again.append(batchOf(['c']))).toMatchObject({ firstOffset: 1 });
    expect(await textsIn(home)).toEqual(['a', 'c']);
  });
});

describe('a damaged log', () => {
  /** A log of three frames in which one byte differs. */
  async function flipped(placeOf: (bytes: Buffer) => number): Promise<Home> {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock);
    for (const line of ['aaaa', 'bbbb', 'cccc']) await log.append(batchOf([line]));
    await log.close();
    const bytes = readFileSync(filesOf(home)[0]!);
    bytes[placeOf(bytes)]! ^= 1;
    writeFileSync(filesOf(home)[0]!, bytes);
    return home;
  }

  it('is refused by the reader where a line is not what was written', async () => {
    const home = await flipped((bytes) => bytes.indexOf('bbbb'));
    await expect(textsIn(home)).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
  });

  it('is refused by both where a header is not, instead of cutting off what follows', async () => {
    const home = await flipped((bytes) => bytes.indexOf('#frame ', 10) + 9);
    await expect(textsIn(home)).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
    const before = readFileSync(filesOf(home)[0]!);
    await expect(openEmbeddedLog(home, clock)).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
    expect(readFileSync(filesOf(home)[0]!)).toEqual(before);
    // The refusal lets go of the lock.
    await expect(openEmbeddedLog(home, clock)).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
  });

  it('is refused where lines between two files are missing', async () => {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock, { maxFileBytes: 1 });
    for (const line of ['a', 'b', 'c']) await log.append(batchOf([line]));
    await log.close();
    const [first, second] = filesOf(home).sort();
    copyFileSync(second!, `${second}.kept`);
    truncateSync(second!, 0);
    await expect(textsIn(home)).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
    expect(first).toBeDefined();
  });

  it('is no frame where a line only looks like one', async () => {
    const home = freshHome();
    const log = await openEmbeddedLog(home, clock);
    const looks = ['#frame 00000000 {}', '#frame deadbeef {"first":0}'];
    await log.append(batchOf(looks));
    await log.append(batchOf(looks));
    await log.close();
    truncateSync(filesOf(home)[0]!, readFileSync(filesOf(home)[0]!).length - 1);
    const again = await logIn(home);
    expect(again.nextOffset).toBe(2);
    expect(await textsIn(home)).toEqual(looks);
  });
});
