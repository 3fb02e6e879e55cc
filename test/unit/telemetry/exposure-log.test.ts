import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { pbkdf2 } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findReceipt,
  openExposureLog,
  readReceipts,
  receiptIds,
  type ExposureLog,
} from '../../../src/telemetry/index.ts';
import { receiptOf } from './receipts.ts';

const sum = promisify(pbkdf2);

let root: string;
let folder: string;
let nowMs: number;
const clock = { nowMs: () => nowMs };
const open: ExposureLog[] = [];
const opened = (...args: Parameters<typeof openExposureLog>): ExposureLog => {
  const log = openExposureLog(...args);
  open.push(log);
  return log;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'showrunner-exposures-'));
  folder = join(root, 'exposures');
  nowMs = Date.UTC(2026, 10, 21, 8, 0, 0);
});
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
  rmSync(root, { recursive: true });
});

async function idsIn(where: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { receiptId } of readReceipts(where)) ids.push(receiptId);
  return ids;
}

describe('an exposure log', () => {
  it('has a receipt in the file when append settles', async () => {
    const log = opened(folder, clock);
    expect(await log.append(receiptOf('r-1'))).toBe('kept');
    const name = `20261121T080000000Z-${process.pid}.jsonl`;
    expect(readFileSync(join(folder, name), 'utf8')).toBe(`${JSON.stringify(receiptOf('r-1'))}\n`);
  });

  it('keeps the order of many receipts at once', async () => {
    const log = opened(folder, clock, { patienceMs: 60_000 });
    const ids = Array.from({ length: 500 }, (_, k) => `r-${k}`);
    const fates = await Promise.all(ids.map((id) => log.append(receiptOf(id))));
    expect(new Set(fates)).toEqual(new Set(['kept']));
    expect(await idsIn(folder)).toEqual(ids);
    expect(log.status()).toEqual({ kept: 500, late: 0, lost: 0, trouble: null });
  });

  it('makes no file before there is a receipt', async () => {
    await opened(folder, clock).close();
    expect(existsSync(folder)).toBe(false);
  });

  it('begins a new file beyond the size', async () => {
    const log = opened(folder, clock, { maxFileBytes: 100 });
    for (const id of ['r-1', 'r-2', 'r-3']) await log.append(receiptOf(id));
    expect(readdirSync(folder)).toHaveLength(3);
    expect(await idsIn(folder)).toEqual(['r-1', 'r-2', 'r-3']);
  });

  it('begins a new file after an hour, whichever way the clock was set', async () => {
    const log = opened(folder, clock);
    await log.append(receiptOf('r-1'));
    nowMs += 3_599_999;
    await log.append(receiptOf('r-2'));
    expect(readdirSync(folder)).toHaveLength(1);
    nowMs += 1;
    await log.append(receiptOf('r-3'));
    expect(readdirSync(folder)).toHaveLength(2);
    nowMs -= 3_600_000;
    await log.append(receiptOf('r-4'));
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('never writes into the file of another log that began at the same instant', async () => {
    const logs = [opened(folder, clock), opened(folder, clock)];
    await Promise.all(logs.map((log, k) => log.append(receiptOf(`r-${k}`))));
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await idsIn(folder)).sort()).toEqual(['r-0', 'r-1']);
  });

  it('loses receipts, not answers, while the folder cannot be made, and recovers by itself', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const log = opened(folder, clock);
    expect(await log.append(receiptOf('r-1'))).toBe('lost');
    expect(log.status()).toEqual({ kept: 0, late: 0, lost: 1, trouble: 'EEXIST' });
    rmSync(folder);
    expect(await log.append(receiptOf('r-2'))).toBe('kept');
    expect(log.status()).toEqual({ kept: 1, late: 0, lost: 1, trouble: null });
    expect(await idsIn(folder)).toEqual(['r-2']);
  });

  it('notices that its file was removed, and goes on in another', async () => {
    const log = opened(folder, clock, { syncAfterMs: 0 });
    await log.append(receiptOf('r-1'));
    await setTimeout(50);
    rmSync(folder, { recursive: true });
    await expect
      .poll(async () => {
        await log.append(receiptOf('r-2'));
        return existsSync(folder);
      })
      .toBe(true);
    expect(log.status().lost).toBeGreaterThan(0);
    await log.append(receiptOf('r-3'));
    expect(await idsIn(folder)).toContain('r-3');
  });

  it('bounds what waits for the disk', async () => {
    const log = opened(folder, clock, { maxWaitingBytes: 400 });
    const fates = await Promise.all(['r-1', 'r-2', 'r-3'].map((id) => log.append(receiptOf(id))));
    // A line is 295 characters long: the first waits, the second would make 590.
    expect(JSON.stringify(receiptOf('r-1'))).toHaveLength(294);
    expect(fates).toEqual(['kept', 'lost', 'lost']);
    expect(await log.append(receiptOf('r-4'))).toBe('kept');
  });

  it('does not let an answer wait for a disk that hangs', async () => {
    const log = opened(folder, clock, { patienceMs: 1 });
    // File work needs one of libuv's four threads; eight long sums keep them busy.
    const busy = Array.from({ length: 8 }, () => sum('x', 'y', 100_000, 64, 'sha512'));
    expect(await log.append(receiptOf('r-1'))).toBe('late');
    expect(log.status()).toMatchObject({ kept: 0, late: 1, lost: 0 });
    await Promise.all(busy);
    await log.close();
    expect(log.status()).toMatchObject({ kept: 1, late: 1, lost: 0 });
    expect(await idsIn(folder)).toEqual(['r-1']);
  });

  it('loses what comes after it was closed', async () => {
    const log = opened(folder, clock);
    const before = log.append(receiptOf('r-1'));
    await log.close();
    expect(await before).toBe('kept');
    expect(await log.append(receiptOf('r-2'))).toBe('lost');
    expect(await idsIn(folder)).toEqual(['r-1']);
  });
});

describe('readReceipts', () => {
  it('finds nothing in a folder that does not exist', async () => {
    expect(await idsIn(folder)).toEqual([]);
  });

  it('passes over a line torn by a crash and tells of it', async () => {
    const log = opened(folder, clock);
    await log.append(receiptOf('r-1'));
    await log.close();
    const file = join(folder, readdirSync(folder)[0]!);
    appendFileSync(file, JSON.stringify(receiptOf('r-2')).slice(0, 40));
    const torn: string[] = [];
    const ids: string[] = [];
    for await (const receipt of readReceipts(folder, {
      onUnreadable: (_, line) => torn.push(line),
    }))
      ids.push(receipt.receiptId);
    expect(ids).toEqual(['r-1']);
    expect(torn).toEqual([JSON.stringify(receiptOf('r-2')).slice(0, 40)]);
  });
});

describe('findReceipt', () => {
  it('finds one of many in several files, and no other', async () => {
    const log = opened(folder, clock, { maxFileBytes: 1_000 });
    const make = receiptIds(clock);
    const ids: string[] = [];
    for (let k = 0; k < 20; k++) {
      nowMs += 60_000;
      ids.push(make());
      await log.append(receiptOf(ids[k]!));
    }
    expect(readdirSync(folder).length).toBeGreaterThan(3);
    for (const id of [ids[0]!, ids[10]!, ids[19]!])
      expect((await findReceipt(folder, id))?.receiptId).toBe(id);
    expect(await findReceipt(folder, make())).toBeNull();
    expect(await findReceipt(folder, 'no-id')).toBeNull();
  });

  it('finds a receipt older than the file that holds it', async () => {
    const id = receiptIds(clock)();
    const log = opened(folder, { nowMs: () => nowMs + 86_400_000 });
    await log.append(receiptOf(id));
    expect((await findReceipt(folder, id))?.receiptId).toBe(id);
  });

  it('is not misled by a receipt that merely mentions the id', async () => {
    const id = receiptIds(clock)();
    const log = opened(folder, clock);
    await log.append({ ...receiptOf('other'), codeVersion: id });
    expect(await findReceipt(folder, id)).toBeNull();
  });

  it('reads files that were moved into the folder', async () => {
    const log = opened(folder, clock);
    const id = receiptIds(clock)();
    await log.append(receiptOf(id));
    await log.close();
    const moved = join(root, 'moved');
    renameSync(folder, moved);
    expect((await findReceipt(moved, id))?.receiptId).toBe(id);
  });
});
