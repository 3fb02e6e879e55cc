import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../../src/adapters/file-source-blocks.ts';
import { fileSource } from '../../../src/adapters/index.ts';
import { describeEventSource, readAll } from '../../contracts/event-source.ts';
import { temporaryFolder } from '../../support/installation.ts';

const joined = (lines: readonly Buffer[]): Buffer =>
  Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
const write = (content: string | Buffer, name = 'stream.log'): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
};
const texts = async (path: string): Promise<string[]> =>
  (await readAll(fileSource(path))).map(({ bytes }) => bytes.toString());

describeEventSource('a plain file', async (lines) => fileSource(write(joined(lines))));
describeEventSource('a gzip file', async (lines) => fileSource(write(gzipSync(joined(lines)))));
describeEventSource('a zstd file', async (lines) =>
  fileSource(write(zstdCompressSync(joined(lines)))),
);

describe('a file', () => {
  it('is named by its absolute path', () => {
    expect(fileSource('a/../b.log').name).toBe(`file:${process.cwd()}/b.log`);
  });

  it('counts a last line without line feed when it is finished', async () => {
    expect(await texts(write('a\nb'))).toEqual(['a', 'b']);
    expect(await texts(write('a\nb\n'))).toEqual(['a', 'b']);
    expect(await texts(write(''))).toEqual([]);
  });

  it('drops one carriage return before a line feed and keeps others', async () => {
    expect(await texts(write('a\r\nb\rc\r\r\nd\r'))).toEqual(['a', 'b\rc\r', 'd']);
  });

  it('reads gzip members and zstd frames that follow each other', async () => {
    const gzip = Buffer.concat([gzipSync('a\n'), gzipSync('b\n')]);
    const zstd = Buffer.concat([zstdCompressSync('a\nb'), zstdCompressSync('c\n')]);
    expect(await texts(write(gzip))).toEqual(['a', 'b']);
    expect(await texts(write(zstd))).toEqual(['a', 'bc']);
  });

  it('keeps the beginning of a line without end', async () => {
    const path = write(`${'x'.repeat(3 * MAX_LINE_BYTES)}\nb\n`);
    const [long, short] = await texts(path);
    expect(long).toHaveLength(MAX_LINE_BYTES);
    expect(short).toBe('b');
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(100_000, 'abc\n')).subarray(0, 100)],
    ['zstd', zstdCompressSync(Buffer.from('abc\n'.repeat(50_000))).subarray(0, 20)],
  ])('says that a cut %s file is damaged', async (packing, bytes) => {
    await expect(readAll(fileSource(write(bytes)))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      message: expect.stringContaining(`a whole ${packing} file`),
    });
  });

  it('takes only regular files: others may never end', async () => {
    const folder = temporaryFolder();
    const socket = createServer().listen(join(folder, 'socket'));
    await once(socket, 'listening');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const found = { socket: 'a socket', pipe: 'a pipe', '/dev/zero': 'a device' };
    try {
      for (const [name, kind] of Object.entries(found))
        await expect(fileSource(resolve(folder, name)).partitions()).rejects.toMatchObject({
          code: 'FILE_UNREADABLE',
          message: expect.stringContaining(`found ${kind}, expected a regular file`),
        });
    } finally {
      socket.close();
    }
  });

  it('says that a folder is no file and that nothing is there', async () => {
    const folder = temporaryFolder();
    await expect(fileSource(folder).partitions()).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    await expect(fileSource(join(folder, 'no')).partitions()).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    const below = join(write('a'), 'below');
    await expect(readAll(fileSource(below))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('a growing file', () => {
  const follow = (
    path: string,
  ): { seen: string[]; stop: () => Promise<void>; end: Promise<void> } => {
    const seen: string[] = [];
    const stopping = new AbortController();
    const end = (async () => {
      const options = { follow: true, stop: stopping.signal };
      for await (const { bytes, starts, ends } of fileSource(path).read(0, 0, options))
        for (let line = 0; line < starts.length; line++)
          seen.push(Buffer.from(bytes.slice(starts[line], ends[line])).toString());
    })();
    const stop = async (): Promise<void> => {
      stopping.abort();
      await end;
    };
    return { seen, stop, end };
  };
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await sleep(10);
  };

  it('gives lines as they are finished', async () => {
    const path = write('a\nb');
    const { seen, stop } = follow(path);
    await until(() => seen.length === 1);
    appendFileSync(path, 'c\nd');
    await until(() => seen.length === 2);
    await stop();
    expect(seen).toEqual(['a', 'bc']);
  });

  it('notices that it shrank', async () => {
    const path = write('a\nb\n');
    const { seen, end } = follow(path);
    const failed = expect(end).rejects.toMatchObject({ code: 'FILE_REPLACED' });
    await until(() => seen.length === 2);
    truncateSync(path, 2);
    await failed;
  });

  it('notices that another file took its place, or none', async () => {
    for (const replace of [true, false]) {
      const path = write('a\n');
      const { seen, end } = follow(path);
      const failed = expect(end).rejects.toMatchObject({ code: 'FILE_REPLACED' });
      await until(() => seen.length === 1);
      if (replace) {
        writeFileSync(`${path}.new`, 'a\n');
        renameSync(`${path}.new`, path);
      } else rmSync(path);
      await failed;
    }
  });

  it('cannot be a packed one', async () => {
    const { end } = follow(write(gzipSync('a\n')));
    await expect(end).rejects.toMatchObject({ code: 'FOLLOW_PACKED' });
  });
});
