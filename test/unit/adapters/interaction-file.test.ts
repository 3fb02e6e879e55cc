import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInteractionFile } from '../../../src/adapters/index.ts';
import { SILENT } from '../../../src/domain/progress.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interactions-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and reads it as interactions. */
const read = (content: string | Uint8Array, name = 'rows.tsv') => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readInteractionFile(path, SILENT);
};

describe('readInteractionFile', () => {
  it('reads rows in their order, ids in the order of first sight', async () => {
    const rows = await read('b\tx\t1\t10\na\ty\t2\t5\nb\tx\t3\t10\n');
    expect(rows.userIds).toEqual(['b', 'a']);
    expect(rows.itemIds).toEqual(['x', 'y']);
    expect([...rows.users]).toEqual([0, 1, 0]);
    expect([...rows.items]).toEqual([0, 1, 0]);
    expect([...rows.timesMs]).toEqual([10_000, 5000, 10_000]);
  });

  it('takes CR LF, a byte order mark, empty lines and a last line without an end', async () => {
    const rows = await read('\ufeffa\tx\r\n\n\r\nb\ty');
    expect(rows.userIds).toEqual(['a', 'b']);
    expect(rows.itemIds).toEqual(['x', 'y']);
    expect([...rows.timesMs]).toEqual([NaN, NaN]);
  });

  it('tells gzip by its first bytes, whatever the name', async () => {
    expect((await read(gzipSync('a\tx\n'), 'rows.tsv')).itemIds).toEqual(['x']);
    expect((await read('a\tx\n', 'rows.gz')).itemIds).toEqual(['x']);
  });

  it('reads an empty file as no rows', async () => {
    expect((await read('')).users).toHaveLength(0);
  });

  it('reads long files whole, characters and lines across the pieces included', async () => {
    const lines = Array.from({ length: 120_001 }, (_, k) => `ü${k % 1000}\t第${k % 77}\t1\t${k}`);
    const done: number[] = [];
    const path = join(folder, 'long.tsv');
    writeFileSync(path, lines.join('\n'));
    const progress = {
      say: () => undefined,
      update: (s: { done: number }) => void done.push(s.done),
    };
    const rows = await readInteractionFile(path, progress);
    expect(done).toEqual([100_000, 120_001]);
    expect(rows.userIds).toHaveLength(1000);
    expect(rows.itemIds).toHaveLength(77);
    expect(rows.timesMs[120_000]).toBe(120_000_000);
    expect(rows.userIds[rows.users[120_000]!]).toBe('ü0');
  });

  it.each([
    ['the line and column of what is wrong', 'a\tx\n\nb\n', 'line 3, column item: found nothing'],
    ['the line on which times begin', 'a\tx\t1\nb\ty\t1\t5\n', 'line 2, column time: found a time'],
    ['the line on which times end', 'a\tx\t1\t5\nb\ty\n', 'line 2, column time: found no time'],
  ])('names %s', async (_name, content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'INTERACTIONS_UNREADABLE',
      message: expect.stringContaining(message) as string,
    });
  });

  it('refuses what is not UTF-8, a broken gzip, a folder, and a file that is not there', async () => {
    await expect(read(Uint8Array.from([0x61, 9, 0xff, 10]))).rejects.toThrow('not UTF-8');
    await expect(read(Uint8Array.from([0x61, 9, 0xc3]))).rejects.toThrow('not UTF-8');
    const whole = gzipSync('a\tx\n'.repeat(1000));
    await expect(read(whole.subarray(0, -9))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('unexpected end of file') as string,
    });
    await expect(readInteractionFile(folder, SILENT)).rejects.toThrow('EISDIR');
    await expect(readInteractionFile(join(folder, 'none'), SILENT)).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});
