import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensors,
  sha256,
  writeSafetensors,
  type TensorFile,
} from '../../../src/store/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'showrunner-safetensors-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const tensorFile = fc.record({
  tensors: fc.dictionary(
    fc.string().filter((text) => text !== '__metadata__'),
    fc
      .oneof(
        fc.float32Array(),
        fc.float64Array(),
        fc.int32Array(),
        fc.uint32Array(),
        fc.int8Array(),
      )
      .map((data) => ({ shape: [data.length], data })),
  ),
  metadata: fc.dictionary(fc.string(), fc.string()),
});

describe('writeSafetensors', () => {
  it('writes the bytes that encoding in memory gives, and says what they are', async () => {
    const path = join(folder, 'any.safetensors');
    await fc.assert(
      fc.asyncProperty(tensorFile, async (content) => {
        const facts = await writeSafetensors(path, content);
        const bytes = encodeSafetensors(content);
        expect(readFileSync(path).equals(bytes)).toBe(true);
        expect(facts).toEqual({ sha256: sha256(bytes), sizeBytes: bytes.length });
      }),
    );
  });

  it('writes a tensor of several pieces whose last is not full', async () => {
    // Pieces hold 4 MiB: two and a bit more, from memory that threads share.
    const count = (2 << 20) + 5;
    const data = new Float32Array(new SharedArrayBuffer(4 * count)).map((_, at) => at);
    const path = join(folder, 'pieces.safetensors');
    const content = { tensors: { data: { shape: [count], data } }, metadata: {} };
    const { sha256: written } = await writeSafetensors(path, content);
    expect(written).toBe(sha256(encodeSafetensors(content)));
    const read = await readSafetensors(path);
    expect(read.file.sha256).toBe(written);
    expect(read.tensors['data']!.data.every((value, at) => value === Math.fround(at))).toBe(true);
  });

  it('takes away what it wrote when it cannot be put in its place', async () => {
    const path = join(folder, 'taken.safetensors');
    mkdirSync(join(path, 'by-a-folder'), { recursive: true });
    const before = readdirSync(folder);
    const data = Float32Array.from([1]);
    const content = { tensors: { x: { shape: [1], data } }, metadata: {} };
    await expect(writeSafetensors(path, content)).rejects.toThrow('rename');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('readSafetensors', () => {
  it('reads what decoding in memory reads, tensors at odd places too', async () => {
    const header =
      '{"a":{"dtype":"I8","shape":[1],"data_offsets":[4,5]},' +
      '"b":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}';
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const bytes = Buffer.concat([length, Buffer.from(header), Uint8Array.from([1, 0, 0, 0, 5])]);
    const path = join(folder, 'odd.safetensors');
    writeFileSync(path, bytes);
    const { tensors, metadata, file } = await readSafetensors(path);
    const decoded = decodeSafetensors(bytes, path);
    expect(tensors).toEqual(decoded.tensors);
    expect(Object.keys(tensors)).toEqual(['a', 'b']);
    expect(metadata).toEqual({});
    expect(file).toEqual({ sha256: sha256(bytes), sizeBytes: bytes.length });
  });

  it('puts tensors into memory that threads can share', async () => {
    const path = join(folder, 'shared.safetensors');
    const content: TensorFile = {
      tensors: { x: { shape: [3], data: Int8Array.from([1, -2, 3]) } },
      metadata: {},
    };
    await writeSafetensors(path, content);
    const { data } = (await readSafetensors(path)).tensors['x']!;
    expect(data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...data]).toEqual([1, -2, 3]);
  });

  it.each([0, 7, 8, 40, 70])('refuses a file that was cut to %d bytes', async (size) => {
    const path = join(folder, `cut-${size}.safetensors`);
    const data = Float32Array.from([1, 2, 3]);
    await writeSafetensors(path, { tensors: { x: { shape: [3], data } }, metadata: {} });
    truncateSync(path, size);
    await expect(readSafetensors(path)).rejects.toMatchObject({ code: 'TENSORS_UNREADABLE' });
  });
});
