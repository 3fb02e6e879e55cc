/** A symmetric or lower triangular matrix as the tiles on and below its diagonal, row by row. */
@unmanaged
export class Matrix {
  tiles: usize;
  /** Tiles a side. */
  tileRows: i32;
  /** Numbers a side of a tile, a multiple of 8. */
  tileSize: i32;
}

/** Where tile (row, column) lies, column ≤ row. */
export function tileAt(m: Matrix, row: i32, column: i32): usize {
  const before = (<usize>row * (<usize>row + 1)) / 2 + <usize>column;
  return m.tiles + before * tileBytes(m);
}

export function tileBytes(m: Matrix): usize {
  return (<usize>m.tileSize * <usize>m.tileSize) << 2;
}
