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
      const ends = new Uint32Array(files.userCount + 1);
      eachPiece(files.offsets, (piece, from) => ends.set(piece, from));
      let user = 0;
      eachPiece(files.columns, (piece, from) => {
        for (let k = 0; k < piece.length; k++) {
          while (from + k >= ends[user + 1]!) user++;
          visit(user, piece[k]!, 1);
        }
      });
    },
  };
}

/** Reads a file of 32-bit numbers into one buffer, piece by piece. */
function eachPiece(path: string, visit: (piece: Uint32Array, from: number) => void): void {
  const buffer = new Uint32Array(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let from = 0; ;) {
      const count = readSync(file, buffer, 0, buffer.byteLength, null) / 4;
      if (count === 0) return;
      visit(buffer.subarray(0, count), from);
      from += count;
    }
  } finally {
    closeSync(file);
  }
}
