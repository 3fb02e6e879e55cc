/** A = Σ values[i]·vᵢ·vᵢᵀ. */
export interface Eigen {
  /** In no particular order. */
  readonly values: Float64Array;
  /** size × size: row i is the unit vector vᵢ. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to tridiagonal form,
 * then the QL algorithm with implicit shifts.
 *
 * @param matrix A: size × size, symmetric, finite, only read
 * Values are within about size·2⁻⁵²·|A| of the true ones, vectors orthogonal to the same accuracy.
 * Cost: about 9·size³ operations, size² numbers of memory.
 * Source: Bowdler, Martin, Reinsch & Wilkinson, Numerische Mathematik 11, 1968 (tred2, tql2).
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const vectors = Float64Array.from(matrix);
  const values = new Float64Array(size);
  const beside = new Float64Array(size);
  if (size === 0) return { values, vectors };
  reduce({ vectors, values, beside, size });
  accumulateReflections({ vectors, values, beside, size });
  diagonalize({ vectors, values, beside, size });
  return { values, vectors };
}

/** Matrices by columns: column j is `vectors[j·size … (j + 1)·size)`. */
interface Work {
  readonly vectors: Float64Array;
  /** The diagonal in the end. */
  readonly values: Float64Array;
  /** The numbers beside the diagonal, 0 in the end. */
  readonly beside: Float64Array;
  readonly size: number;
}

/** Householder reflections from the last row up; each is left in a column of `vectors`. */
function reduce(work: Work): void {
  const { vectors: v, values: d, beside: e, size: n } = work;
  for (let j = 0; j < n; j++) d[j] = v[j * n + n - 1]!;
  for (let i = n - 1; i > 0; i--) {
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]!);
    if (scale === 0) {
      e[i] = d[i - 1]!;
      takeNextRow(work, i);
      for (let j = 0; j < i; j++) v[i * n + j] = 0;
      d[i] = 0;
    } else d[i] = reflect(work, i, scale);
  }
}

function takeNextRow({ vectors: v, values: d, size: n }: Work, i: number): void {
  for (let j = 0; j < i; j++) {
    d[j] = v[j * n + i - 1]!;
    v[j * n + i] = 0;
  }
}

/** Applies the reflection that clears row i left of its neighbour. @returns half its squared length */
function reflect(work: Work, i: number, scale: number): number {
  const { vectors: v, values: d, beside: e, size: n } = work;
  let h = 0;
  for (let k = 0; k < i; k++) {
    d[k] = d[k]! / scale;
    h += d[k]! ** 2;
  }
  const last = d[i - 1]!;
  const g = last > 0 ? -Math.sqrt(h) : Math.sqrt(h);
  e[i] = scale * g;
  h -= last * g;
  d[i - 1] = last - g;
  multiplyLower(work, i);
  let projection = 0;
  for (let j = 0; j < i; j++) {
    e[j] = e[j]! / h;
    projection += e[j]! * d[j]!;
  }
  const half = projection / (h + h);
  for (let j = 0; j < i; j++) e[j]! -= half * d[j]!;
  for (let j = 0; j < i; j++)
    for (let k = j; k < i; k++) v[j * n + k]! -= d[j]! * e[k]! + e[j]! * d[k]!;
  takeNextRow(work, i);
  return h;
}

/** e = A·d over the first i rows, from the lower triangle; d is kept in row i. */
function multiplyLower({ vectors: v, values: d, beside: e, size: n }: Work, i: number): void {
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    v[i * n + j] = d[j]!;
    let sum = e[j]! + v[j * n + j]! * d[j]!;
    for (let k = j + 1; k < i; k++) {
      sum += v[j * n + k]! * d[k]!;
      e[k]! += v[j * n + k]! * d[j]!;
    }
    e[j] = sum;
  }
}

/** Multiplies the reflections out; `values` and `beside` then hold the tridiagonal matrix. */
function accumulateReflections({ vectors: v, values: d, beside: e, size: n }: Work): void {
  for (let i = 0; i < n - 1; i++) {
    const next = (i + 1) * n;
    v[i * n + n - 1] = v[i * n + i]!;
    v[i * n + i] = 1;
    const h = d[i + 1]!;
    const columns = h === 0 ? 0 : i + 1;
    for (let j = 0; j < columns; j++) {
      let g = 0;
      for (let k = 0; k <= i; k++) g += v[next + k]! * v[j * n + k]!;
      g /= h;
      for (let k = 0; k <= i; k++) v[j * n + k]! -= g * v[next + k]!;
    }
    v.fill(0, next, next + i + 1);
  }
  for (let j = 0; j < n; j++) {
    d[j] = v[j * n + n - 1]!;
    v[j * n + n - 1] = 0;
  }
  v[n * n - 1] = 1;
  e[0] = 0;
}

function diagonalize(work: Work): void {
  const { values: d, beside: e, size: n } = work;
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  let shifted = 0;
  // Of the whole matrix: what rounding left of a part without rank must not be taken for numbers.
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(d[i]!) + Math.abs(e[i]!));
  const negligible = Number.EPSILON * largest;
  for (let l = 0; l < n; l++) {
    let m = l;
    while (Math.abs(e[m]!) > negligible) m++;
    if (m > l)
      do shifted += sweep(work, l, m);
      while (Math.abs(e[l]!) > negligible);
    d[l]! += shifted;
    e[l] = 0;
  }
}

/** One sweep of plane rotations over rows l … m. @returns the shift taken off the diagonal */
function sweep({ vectors, values: d, beside: e, size: n }: Work, l: number, m: number): number {
  const start = d[l]!;
  let p = (d[l + 1]! - start) / (2 * e[l]!);
  const root = p < 0 ? -Math.sqrt(p * p + 1) : Math.sqrt(p * p + 1);
  d[l] = e[l]! / (p + root);
  d[l + 1] = e[l]! * (p + root);
  const [next, shift, besideNext] = [d[l + 1]!, start - d[l], e[l + 1]!];
  for (let i = l + 2; i < n; i++) d[i]! -= shift;
  p = d[m]!;
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
  for (let i = m - 1; i >= l; i--) {
    [c3, c2, s2] = [c2, c, s];
    const [g, h, beside] = [c * e[i]!, c * p, e[i]!];
    const r = Math.sqrt(p * p + beside * beside);
    e[i + 1] = s * r;
    s = beside / r;
    c = p / r;
    p = c * d[i]! - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]!);
    rotateRows(vectors, i * n, { size: n, cosine: c, sine: s });
  }
  p = (-s * s2 * c3 * besideNext * e[l]!) / next;
  e[l] = s * p;
  d[l] = c * p;
  return shift;
}

function rotateRows(
  vectors: Float64Array,
  at: number,
  { size, cosine, sine }: { readonly size: number; readonly cosine: number; readonly sine: number },
): void {
  for (let k = at; k < at + size; k++) {
    const [own, other] = [vectors[k]!, vectors[k + size]!];
    vectors[k + size] = sine * own + cosine * other;
    vectors[k] = cosine * own - sine * other;
  }
}
