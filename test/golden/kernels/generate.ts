/**
 * Writes the golden files of the kernels: node test/golden/kernels/generate.ts
 *
 * Inputs are small seeded numbers, rounded to f32; expected values come from the readable
 * references in 64-bit floats. Tolerances are absolute: numbers are about 1 and sums short, so f32
 * leaves some 1e-6; an order of magnitude is added.
 */
import { writeFileSync } from 'node:fs';
import { invertPositiveDefinite } from '../../../src/math/cholesky-inverse.ts';
import { choleskyFactor, choleskySolve } from '../../../src/math/cholesky.ts';
import { conjugateHalfStep } from '../../../src/math/conjugate-half-step.ts';
import { buildCsr } from '../../../src/math/csr.ts';
import { addOuterProduct, gramianInto } from '../../../src/math/gramian.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { topK } from '../../../src/math/top-k.ts';
import { rowRegularization } from '../../../src/training/als/half-step.ts';
import { alsLoss } from '../../../src/training/als/loss.ts';

const rng = seededRng(20, 'golden kernels');
const normals = (count: number): number[] =>
  Array.from({ length: count }, () => Math.fround(Math.round(rng.normal() * 1000) / 1000));
const f64 = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers);

function write(name: string, content: object): void {
  const text = JSON.stringify(content, null, 1).replace(/\n\s+(-?[\d.e+-]+,?)(?=\n)/g, ' $1');
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${text}\n`);
}

const gramian = (rows: readonly number[], columnCount: number): Float64Array => {
  const result = new Float64Array(columnCount ** 2);
  gramianInto(f64(rows), { rowCount: rows.length / columnCount, columnCount }, result);
  return result;
};

function writeGram(): void {
  const [rowCount, factorCount] = [7, 3];
  const rows = normals(rowCount * factorCount);
  const expected = [...gramian(rows, factorCount)];
  write('gram', { input: { rowCount, factorCount, rows }, expected, tolerance: 1e-5 });
}

const PAIRS = {
  rows: [0, 0, 0, 1, 1, 3, 3, 3, 3, 3],
  columns: [0, 2, 4, 1, 2, 0, 1, 2, 3, 4],
  rowCount: 4,
  columnCount: 5,
};

function writeHalfStep(): void {
  const factorCount = 3;
  const [fixed, solved] = [normals(15), normals(12)];
  const weights = PAIRS.rows.map((_, k) => 0.5 + (k % 3));
  const system = { unobservedWeight: 0.25, excess: 1, steps: 2 };
  const ridges = [0.5, 1, 1.5, 2];
  const x = f64(solved);
  const y = { fixed: f64(fixed), gramian: gramian(fixed, factorCount), solved: x };
  const csr = buildCsr(PAIRS.rows, PAIRS.columns, PAIRS);
  const options = { ...system, ridges: f64(ridges), weights: f64(weights) };
  conjugateHalfStep(csr, y, options);
  const input = { ...PAIRS, ...system, factorCount, fixed, solved, weights, ridges };
  // Scores x·y, which do not depend on the coordinates the kernel leaves its vectors in.
  write('half-step', { input, expected: products(x, fixed, factorCount), tolerance: 1e-5 });
}

/** x·y of every row of X and every row of Y. */
function products(x: Float64Array, y: readonly number[], d: number): number[] {
  const scores: number[] = [];
  for (let row = 0; row < x.length; row += d)
    for (let column = 0; column < y.length; column += d) {
      let score = 0;
      for (let f = 0; f < d; f++) score += x[row + f]! * y[column + f]!;
      scores.push(score);
    }
  return scores;
}

function writeFoldIn(): void {
  const d = 3;
  const factors = normals(18);
  const history = { items: [4, 0, 5], weights: [1, 0.5, 0.25] };
  const input = { factorCount: d, factors, unobservedWeight: 0.2, ridge: 0.75, ...history };
  const system = gramian(factors, d).map((value) => input.unobservedWeight * value);
  const x = new Float64Array(d);
  for (let f = 0; f < d; f++) system[f * d + f]! += input.ridge;
  history.items.forEach((item, k) => {
    addOuterProduct(f64(factors), item * d, { size: d, weight: history.weights[k]! }, system);
    for (let f = 0; f < d; f++) x[f]! += history.weights[k]! * factors[item * d + f]!;
  });
  choleskyFactor(system, d);
  choleskySolve(system, d, x);
  write('fold-in', { input, expected: products(x, factors, d), tolerance: 1e-5 });
}

function writeTopK(): void {
  const [factorCount, k, excluded] = [4, 5, [1, 7]];
  const factors = normals(48);
  // Items 2 and 9 are equal: the lower comes first.
  factors.splice(36, 4, ...factors.slice(8, 12));
  const query = factors.slice(8, 12);
  const scores = f64(products(f64(query), factors, factorCount));
  const expected = [...topK(scores, k, new Set(excluded))];
  write('top-k', { input: { factorCount, factors, query, k, excluded }, expected, tolerance: 0 });
}

function writeInverse(): void {
  const { rows: users, columns: items, rowCount: userCount, columnCount: itemCount } = PAIRS;
  const userWeights = [1, 0.5, 2, 0.25];
  const diagonal = [1, 2, 3, 4, 5];
  const matrix = new Float64Array(itemCount ** 2);
  users.forEach((user, a) =>
    items.forEach((item, b) => {
      if (users[b] === user) matrix[items[a]! * itemCount + item]! += userWeights[user]!;
    }),
  );
  diagonal.forEach((value, i) => (matrix[i * itemCount + i]! += value));
  invertPositiveDefinite(matrix, itemCount);
  const input = { users, items, userCount, itemCount, userWeights, diagonal };
  write('inverse', { input, expected: [...matrix], tolerance: 1e-6 });
}

/** Five rows: four that are multiplied together and one left over. */
function writeRotate(): void {
  const [rowCount, factorCount] = [5, 16];
  const [rows, basis] = [normals(rowCount * factorCount), normals(factorCount ** 2)];
  // Row j of `basis` is column j of Q, so that Y·Q holds the products of both sides' rows.
  const expected = products(f64(rows), basis, factorCount);
  write('rotate', { input: { rowCount, factorCount, rows, basis }, expected, tolerance: 1e-4 });
}

/**
 * The objective of given vectors twice: by the reference of als, then with weights and an excess,
 * summed over all pairs as it is written down in `factorize`.
 */
function writeLoss(): void {
  const loss = {
    factorCount: 3,
    unobservedWeight: 0.25,
    regularization: 0.5,
    regularizationExponent: 1,
  };
  const [users, items] = [normals(12), normals(15)];
  const weights = PAIRS.rows.map((_, k) => 0.5 + (k % 3));
  const { rowCount, columnCount } = PAIRS;
  const byItem = buildCsr(PAIRS.columns, PAIRS.rows, {
    rowCount: columnCount,
    columnCount: rowCount,
  });
  const factors = {
    users: f64(users),
    items: f64(items),
    userGramian: gramian(users, loss.factorCount),
    itemGramian: gramian(items, loss.factorCount),
  };
  const plain = alsLoss(buildCsr(PAIRS.rows, PAIRS.columns, PAIRS), byItem, factors, loss);
  const excess = 1;
  const scores = products(f64(users), items, loss.factorCount);
  let sum = loss.unobservedWeight * scores.reduce((all, score) => all + score ** 2, 0);
  PAIRS.rows.forEach((row, k) => {
    const score = scores[row * columnCount + PAIRS.columns[k]!]!;
    const pull = weights[k]! + excess;
    sum += weights[k]! * score ** 2 - 2 * pull * score + pull;
  });
  const penalty = (vectors: readonly number[], own: readonly number[], others: number): number =>
    vectors.reduce((total, value, at) => {
      const row = Math.floor(at / loss.factorCount);
      const count = own.filter((index) => index === row).length;
      return total + rowRegularization(loss, count, others) * value ** 2;
    }, 0);
  sum += penalty(users, PAIRS.rows, columnCount) + penalty(items, PAIRS.columns, rowCount);
  const input = { ...PAIRS, ...loss, users, items, weights, excess };
  const expected = [plain, sum / (rowCount * columnCount)];
  write('loss', { input, expected, tolerance: 1e-5 });
}

writeGram();
writeHalfStep();
writeFoldIn();
writeTopK();
writeInverse();
writeRotate();
writeLoss();
