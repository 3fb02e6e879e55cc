/** Where element (row, column) of a square tile lies: panels of 8 rows, see `kernels/linear/tile.ts`. */
export const placeInTile = (row: number, column: number, size: number): number =>
  (row >> 3) * 8 * size + 8 * column + (row & 7);
