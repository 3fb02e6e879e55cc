import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pairs } from '../../src/math/kernels/observations.ts';
import type { SyntheticInteractions } from './synthetic-interactions.ts';

/** A sparse matrix in raw files: 32-bit offsets and columns, as the peer reads them too. */
export interface SparseFiles {
  readonly userCount: number;
  readonly itemCount: number;
  readonly pairCount: number;
  readonly offsets: string;
  readonly columns: string;
}

export function writeSparse(folder: string, data: SyntheticInteractions): SparseFiles {
  const [offsets, columns] = [join(folder, 'offsets.i32'), join(folder, 'columns.i32')];
  writeFileSync(offsets, data.offsets);
  writeFileSync(columns, data.items);
  const { userCount, itemCount } = data;
  return { userCount, itemCount, pairCount: data.items.length, offsets, columns };
}

const PIECE = 1 << 18;

/** Reads the pairs piece by piece each time they are visited, so that they never lie in memory. */
export function pairsOfFiles(files: SparseFiles): Pairs {
  return {
    rowCount: files.userCount,
    columnCount: files.itemCount,
    pairCount: files.pairCount,
    weighted: false,
    each: (visit) => {
      const ends = eachNumber(files.offsets);
      ends.next();
      let [user, end] = [0, ends.next().value as number];
      let at = 0;
      for (const item of eachNumber(files.columns)) {
        for (; at >= end; end = ends.next().value as number) user++;
        visit(user, item, 1);
        at++;
      }
    },
  };
}

function* eachNumber(path: string): Generator<number> {
  const piece = new Uint32Array(PIECE);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const count = readSync(file, piece, 0, piece.byteLength, null) / 4;
      if (count === 0) return;
      for (let k = 0; k < count; k++) yield piece[k]!;
    }
  } finally {
    closeSync(file);
  }
}
