import { choleskyFactor, choleskySolve } from './cholesky.ts';

/** Rows of features that are there or not, each a list of columns, ascending and distinct. */
export type FeatureRows = readonly (readonly number[])[];

/** A linear map from features to vectors of length `size`. */
export interface LinearMap {
  readonly size: number;
  /** One vector a feature, then the intercept: (featureCount + 1) × size, row-major. */
  readonly weights: Float64Array;
  /** λ that was chosen. */
  readonly regularization: number;
}

/** The parts that rows are left out by, in turn, while λ is chosen. */
const FOLDS = 4;

/**
 * Ridge regression of vectors on binary features, with an intercept that is not regularized:
 *
 *     W = argmin Σ_rows |y − b − Σ_features W_f|² + λ·Σ|W_f|²
 *
 * λ is that of the given ones that predicts left-out rows best, each fourth row in turn; of equal
 * ones the first.
 *
 * @param targets rows × size, row-major, only read
 * @param lambdas at least one, all above 0
 * Deterministic. Cost: folds · λs · (features³/6 + features²·size) multiply-adds.
 * Source: Hoerl & Kennard, Technometrics 1970.
 */
export function fitRidge(
  rows: FeatureRows,
  targets: Float64Array,
  given: {
    readonly featureCount: number;
    readonly size: number;
    readonly lambdas: readonly number[];
  },
): LinearMap {
  const all = rows.map((_row, at) => at);
  const errors = given.lambdas.map((lambda) => {
    if (given.lambdas.length === 1) return 0;
    let sum = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const kept = all.filter((at) => at % FOLDS !== fold);
      const map = solve(rows, targets, { ...given, lambda, kept });
      for (let at = fold; at < rows.length; at += FOLDS)
        sum += squaredError(predict(map, rows[at]!), targets, at * given.size);
    }
    return sum;
  });
  const lambda = given.lambdas[errors.indexOf(Math.min(...errors))]!;
  return solve(rows, targets, { ...given, lambda, kept: all });
}

/** The vector that a map makes of features. */
export function predict({ size, weights }: LinearMap, features: readonly number[]): Float64Array {
  const vector = weights.slice(weights.length - size);
  for (const feature of features)
    for (let k = 0; k < size; k++) vector[k]! += weights[feature * size + k]!;
  return vector;
}

function squaredError(vector: Float64Array, targets: Float64Array, from: number): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += (vector[k]! - targets[from + k]!) ** 2;
  return sum;
}

function solve(
  rows: FeatureRows,
  targets: Float64Array,
  given: {
    readonly featureCount: number;
    readonly size: number;
    readonly lambda: number;
    readonly kept: readonly number[];
  },
): LinearMap {
  const { featureCount, size, lambda, kept } = given;
  const width = featureCount + 1;
  const system = new Float64Array(width * width);
  const right = new Float64Array(width * size);
  for (const at of kept) {
    const columns = [...rows[at]!, featureCount];
    for (const a of columns) {
      for (const b of columns) if (b <= a) system[a * width + b]! += 1;
      for (let k = 0; k < size; k++) right[a * size + k]! += targets[at * size + k]!;
    }
  }
  for (let f = 0; f < featureCount; f++) system[f * width + f]! += lambda;
  // Only no rows at all leave the intercept undetermined; it is 0 then.
  if (kept.length === 0) system[width * width - 1] = 1;
  choleskyFactor(system, width);
  const weights = new Float64Array(width * size);
  const column = new Float64Array(width);
  for (let k = 0; k < size; k++) {
    for (let f = 0; f < width; f++) column[f] = right[f * size + k]!;
    choleskySolve(system, width, column);
    for (let f = 0; f < width; f++) weights[f * size + k] = column[f]!;
  }
  return { size, weights, regularization: lambda };
}
