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

/**
 * Adds y·yᵀ to the lower triangle of a matrix for each of several rows y of Y, four at a time: an
 * element of the matrix is then loaded and stored once for four products. The clear version calls
 * `addOuterProduct` for one row after the other; the sums differ in the last bits only.
 *
 * @param vectors Y, row-major with rows of `size`, only read
 * @param rows    which rows of Y; `from … to` of them
 * @param lower   size × size, row-major; the strict upper triangle is left alone
 * Cost: (to − from)·size²/2 multiply-adds, no allocation.
 */
export function addOuterProducts(
  vectors: Float64Array,
  rows: Uint32Array,
  range: { readonly from: number; readonly to: number; readonly size: number },
  lower: Float64Array,
): void {
  const { from, to, size } = range;
  let k = from;
  for (; k + 4 <= to; k += 4) {
    const [a, b] = [rows[k]! * size, rows[k + 1]! * size];
    const [c, d] = [rows[k + 2]! * size, rows[k + 3]! * size];
    for (let i = 0; i < size; i++) {
      const [yA, yB] = [vectors[a + i]!, vectors[b + i]!];
      const [yC, yD] = [vectors[c + i]!, vectors[d + i]!];
      const row = i * size;
      for (let j = 0; j <= i; j++)
        lower[row + j]! +=
          yA * vectors[a + j]! +
          yB * vectors[b + j]! +
          (yC * vectors[c + j]! + yD * vectors[d + j]!);
    }
  }
  for (; k < to; k++) addOuterProduct(vectors, rows[k]! * size, { size, weight: 1 }, lower);
}
