import { describe, expect, it } from 'vitest';
import type { EventSource } from '../../src/events/index.ts';

/** Makes a source of one partition, 0, that holds exactly these lines. */
export type SourceOf = (lines: readonly Buffer[]) => Promise<EventSource>;

interface ReadLine {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Reads a partition to its end. */
export async function readAll(source: EventSource, fromOffset = 0): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  const options = { follow: false, stop: new AbortController().signal };
  for await (const { firstOffset, bytes, starts, ends } of source.read(0, fromOffset, options))
    for (let line = 0; line < starts.length; line++)
      lines.push({
        offset: firstOffset + line,
        bytes: Buffer.from(bytes.slice(starts[line], ends[line])),
      });
  return lines;
}

/** What every event source does. */
export function describeEventSource(name: string, sourceOf: SourceOf): void {
  const texts = (lines: readonly ReadLine[]): string[] =>
    lines.map(({ bytes }) => bytes.toString('latin1'));

  describe(`${name} as an event source`, () => {
    it('hands out every line once, in order, with offsets that count up from 0', async () => {
      const lines = await readAll(await sourceOf(['a', 'b', 'c'].map((line) => Buffer.from(line))));
      expect(texts(lines)).toEqual(['a', 'b', 'c']);
      expect(lines.map(({ offset }) => offset)).toEqual([0, 1, 2]);
    });

    it('keeps bytes that are no UTF-8 as they are', async () => {
      const [line] = await readAll(await sourceOf([Buffer.from([0xff, 0x00, 0xc3, 0x28])]));
      expect([...line!.bytes]).toEqual([0xff, 0x00, 0xc3, 0x28]);
    });

    it('keeps empty lines', async () => {
      const lines = await readAll(await sourceOf(['a', '', 'c'].map((line) => Buffer.from(line))));
      expect(texts(lines)).toEqual(['a', '', 'c']);
    });

    it('begins at any offset', async () => {
      const source = await sourceOf(['a', 'b', 'c'].map((line) => Buffer.from(line)));
      expect(await readAll(source, 2)).toEqual([{ offset: 2, bytes: Buffer.from('c') }]);
      expect(await readAll(source, 3)).toEqual([]);
      expect(await readAll(source, 9)).toEqual([]);
    });

    it('reads more lines than fit into one block, each whole', async () => {
      const all = Array.from({ length: 60_000 }, (_, n) =>
        Buffer.from(`line ${n} ${'x'.repeat(40)}`),
      );
      const lines = await readAll(await sourceOf(all), 59_000);
      expect(texts(lines)).toEqual(all.slice(59_000).map(String));
    });

    it('has a stable name and one partition', async () => {
      const source = await sourceOf([Buffer.from('a')]);
      expect(source.name).toMatch(/^[a-z]+:./);
      expect(await source.partitions()).toEqual([0]);
    });

    it('ends early when it is told to stop', async () => {
      const source = await sourceOf([Buffer.from('a'), Buffer.from('b')]);
      const stop = AbortSignal.abort();
      let blocks = 0;
      for await (const block of source.read(0, 0, { follow: false, stop }))
        blocks += block.starts.length > 0 ? 1 : 0;
      expect(blocks).toBeLessThanOrEqual(1);
    });
  });
}
