/**
 * Gramian of a dense matrix: G = YᵀY, the inner products of its columns.
 *
 * @param rows  Y: rowCount × columnCount, row-major, only read
 * @param shape rowCount ≥ 0, columnCount ≥ 1
 * @param gramian G: columnCount × columnCount, row-major, overwritten whole; symmetric
 * No rows give the zero matrix. Sums run over the rows in order, so the bits are the same every
 * time. Cost: rowCount·columnCount²/2 multiply-adds, no allocation.
 */
export function gramianInto(
  rows: Float64Array,
  { rowCount, columnCount }: { readonly rowCount: number; readonly columnCount: number },
  gramian: Float64Array,
): void {
  gramian.fill(0);
  for (let row = 0; row < rowCount; row++)
    addOuterProduct(rows, row * columnCount, { size: columnCount, weight: 1 }, gramian);
  for (let i = 0; i < columnCount; i++)
    for (let j = 0; j < i; j++) gramian[j * columnCount + i] = gramian[i * columnCount + j]!;
}

/**
 * Adds weight·y·yᵀ to the lower triangle of a matrix.
 *
 * @param vectors holds y at `at … at + size`, only read
 * @param lower   size × size, row-major; the strict upper triangle is left alone
 * Cost: size²/2 multiply-adds, no allocation.
 */
export function addOuterProduct(
  vectors: Float64Array,
  at: number,
  { size, weight }: { readonly size: number; readonly weight: number },
  lower: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    const scaled = weight * vectors[at + i]!;
    const row = i * size;
    for (let j = 0; j <= i; j++) lower[row + j]! += scaled * vectors[at + j]!;
  }
}
