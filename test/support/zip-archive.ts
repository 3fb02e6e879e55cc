import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** How an archive is written. */
export interface ZipForm {
  /** Sizes and places in the 64-bit fields, as archives beyond 4 GB have them. */
  readonly zip64?: boolean;
  readonly stored?: boolean;
}

const MAX_32 = 0xffffffff;

/** Writes files as a zip archive, folders as entries of their own. */
export function writeZip(
  path: string,
  files: Readonly<Record<string, string | Buffer>>,
  { zip64 = false, stored = false }: ZipForm = {},
): void {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const folders = new Set(
    Object.keys(files).flatMap((name) => (name.includes('/') ? [`${name.split('/')[0]}/`] : [])),
  );
  for (const [name, content] of [
    ...[...folders].map((f) => [f, ''] as const),
    ...Object.entries(files),
  ]) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const fields = { name, bytes, packed, offset, zip64, method: stored ? 0 : 8 };
    const local = localHeader(fields);
    directory.push(centralHeader(fields));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = endRecords({ count: directory.length, size: central.length, offset, zip64 });
  writeFileSync(path, Buffer.concat([...parts, central, end]));
}

interface Fields {
  readonly name: string;
  readonly bytes: Buffer;
  readonly packed: Buffer;
  readonly offset: number;
  readonly zip64: boolean;
  readonly method: number;
}

/** Little-endian numbers of 2, 4 and 8 bytes, one after another. */
const numbers = (...pairs: readonly (readonly [2 | 4 | 8, number])[]): Buffer =>
  Buffer.concat(
    pairs.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      if (width === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );

function localHeader({ name, bytes, packed, zip64, method }: Fields): Buffer {
  const extra = zip64 ? numbers([2, 1], [2, 16], [8, bytes.length], [8, packed.length]) : [];
  const sizes = zip64 ? [MAX_32, MAX_32] : [packed.length, bytes.length];
  return Buffer.concat([
    numbers([4, 0x04034b50], [2, zip64 ? 45 : 20], [2, 0x800], [2, method], [4, 0]),
    numbers([4, crc32(bytes)], [4, sizes[0]!], [4, sizes[1]!]),
    numbers([2, Buffer.byteLength(name)], [2, extra.length]),
    Buffer.from(name),
    Buffer.from(extra),
  ]);
}

function centralHeader({ name, bytes, packed, offset, zip64, method }: Fields): Buffer {
  const extra = zip64
    ? numbers([2, 1], [2, 24], [8, bytes.length], [8, packed.length], [8, offset])
    : Buffer.alloc(0);
  const [small, large, place] = zip64
    ? [MAX_32, MAX_32, MAX_32]
    : [packed.length, bytes.length, offset];
  return Buffer.concat([
    numbers([4, 0x02014b50], [2, 45], [2, zip64 ? 45 : 20], [2, 0x800], [2, method], [4, 0]),
    numbers([4, crc32(bytes)], [4, small!], [4, large!], [2, Buffer.byteLength(name)]),
    numbers([2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, place!]),
    Buffer.from(name),
    extra,
  ]);
}

function endRecords(at: { count: number; size: number; offset: number; zip64: boolean }): Buffer {
  const { count, size, offset, zip64 } = at;
  const large = zip64
    ? Buffer.concat([
        numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
        numbers([8, count], [8, count], [8, size], [8, offset]),
        numbers([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]),
      ])
    : Buffer.alloc(0);
  const [n, length, place] = zip64 ? [0xffff, MAX_32, MAX_32] : [count, size, offset];
  return Buffer.concat([
    large,
    numbers([4, 0x06054b50], [2, 0], [2, 0], [2, n!], [2, n!], [4, length!], [4, place!], [2, 0]),
  ]);
}
