import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBlocks } from '../../../src/adapters/file-source-blocks.ts';

const bytes = fc
  .array(fc.constantFrom(10, 10, 13, 0x0b, 0x8a, 0xff, 0, 97, 98), { maxLength: 200 })
  .map((all) => Buffer.from(all));

/** All chunks lie in one buffer that is overwritten, as a reader that saves memory does it. */
async function* chunked(all: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(64);
  for (let at = 0, n = 0; at < all.length; n++) {
    const size = sizes[n % sizes.length]!;
    const chunk = all.subarray(at, at + size);
    buffer.fill(10);
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
    at += size;
  }
}

describe('cutting bytes into lines', () => {
  it('gives the same lines, whatever pieces the bytes come in', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, sizes, fc.nat({ max: 5 }), async (all, pieces, fromOffset) => {
        const texts = all.toString('latin1').split('\n');
        if (texts.at(-1) === '') texts.pop();
        const options = { fromOffset, skipLines: 0, lastLineCounts: true };
        const found: string[] = [];
        for await (const block of cutBlocks(chunked(all, pieces), options)) {
          expect(block.firstOffset).toBe(fromOffset + found.length);
          block.starts.forEach((start, line) =>
            found.push(
              Buffer.from(block.bytes.subarray(start, block.ends[line])).toString('latin1'),
            ),
          );
        }
        expect(found).toEqual(texts.map((text) => text.replace(/\r$/, '')).slice(fromOffset));
      }),
    );
  });
});
