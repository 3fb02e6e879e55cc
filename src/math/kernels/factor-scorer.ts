import { errorOf } from '../../domain/errors.ts';
import { placeEncoded, type EncodedItems } from './encoded-items.ts';
import { openFoldIn, type WeightedItems } from './fold-in.ts';
import type { KernelBuild } from './kernel-build.ts';
import { KernelMemory } from './kernel-memory.ts';
import { openKernels, type Kernels } from './kernels.ts';

/** The best items for a vector, best first. */
export interface TopItems {
  readonly items: Uint32Array;
  readonly scores: Float32Array;
}

/** Scores x·y of every item y for the vector x that was given or folded in last. */
export interface FactorScorer {
  /** Sets x. @param vector factorCount numbers, finite */
  use(vector: Float32Array): void;
  /** Sets x to the vector of a history; see `openFoldIn`. */
  foldIn(history: WeightedItems, ridge: number): void;
  /** A copy of x. @returns factorCount numbers */
  vector(): Float32Array;
  /** Writes every score. @param scores length itemCount, overwritten */
  score(scores: Float32Array): void;
  /**
   * The k best items, exactly `topK` of what `score` writes: of equal scores the lower item, fewer
   * than k where there are no more.
   *
   * @param excluded items that must not come back
   */
  top(k: number, excluded: Iterable<number>): TopItems;
}

/**
 * Lays item vectors out for scoring on this thread: by falling norm, in f32 and in 8 bits.
 *
 * @param factors Y: itemCount × factorCount, row-major, finite, copied
 * @param options unobservedWeight: α > 0 of `foldIn`
 * Memory: 5 bytes a number.
 * @throws InvariantError `SHAPE_MISMATCH`
 * Twin of the scoring: src/math/top-k.ts. Kernels: kernels/top-k.
 */
export function openFactorScorer(
  factors: Float32Array,
  options: {
    readonly factorCount: number;
    readonly unobservedWeight: number;
    readonly build: KernelBuild;
  },
): FactorScorer {
  const memory = new KernelMemory();
  const kernels = openKernels(options.build, memory);
  const encoded = placeEncoded(memory, factors, options.factorCount);
  const query = memory.f32(encoded.stride);
  const { unobservedWeight } = options;
  const foldIn = openFoldIn({ kernels, memory }, encoded, { unobservedWeight, solution: query });
  return {
    use: (vector) => {
      requireCount('a vector', vector, options.factorCount);
      query.set(vector);
    },
    foldIn,
    vector: () => query.slice(0, options.factorCount),
    score: openScores({ kernels, memory }, encoded, query),
    top: openTop({ kernels, memory }, encoded, query),
  };
}

function openScores(
  { kernels, memory }: { readonly kernels: Kernels; readonly memory: KernelMemory },
  { factors, stride, itemCount, items }: EncodedItems,
  query: Float32Array,
): FactorScorer['score'] {
  const scores = memory.f32(itemCount);
  const parameters = memory.parameters([query, factors, stride, itemCount, items, scores]);
  return (out) => {
    requireCount('scores', out, itemCount);
    kernels.scores(parameters, 0, 0);
    out.set(scores);
  };
}

function openTop(
  { kernels, memory }: { readonly kernels: Kernels; readonly memory: KernelMemory },
  encoded: EncodedItems,
  query: Float32Array,
): FactorScorer['top'] {
  const { itemCount, rowOf, excluded: marks } = encoded;
  const scratch = memory.u8(encoded.stride + 16).byteOffset;
  const answer = { scores: memory.f32(itemCount), items: memory.u32(itemCount) };
  const parameters = (k: number): readonly number[] => [
    query.byteOffset,
    encoded.factors.byteOffset,
    encoded.stride,
    encoded.paddedCount,
    encoded.codes.byteOffset,
    encoded.scales.byteOffset,
    encoded.offsets.byteOffset,
    encoded.norms.byteOffset,
    encoded.errors.byteOffset,
    encoded.items.byteOffset,
    marks.byteOffset,
    k,
    answer.scores.byteOffset,
    answer.items.byteOffset,
  ];
  const block = memory.block(parameters(0));
  return (k, excluded) => {
    const wanted = Math.min(k, itemCount);
    if (wanted === 0) return { items: new Uint32Array(0), scores: new Float32Array(0) };
    const marked: number[] = [];
    for (const item of excluded) if (item < itemCount) marked.push(rowOf[item]!);
    for (const row of marked) marks[row] = 1;
    block[11] = wanted;
    kernels.topK(block.byteOffset, 0, scratch);
    for (const row of marked) marks[row] = 0;
    let found = wanted;
    while (found > 0 && answer.scores[found - 1] === -Infinity) found--;
    return { items: answer.items.slice(0, found), scores: answer.scores.slice(0, found) };
  };
}

function requireCount(what: string, numbers: ArrayLike<number>, expected: number): void {
  if (numbers.length === expected) return;
  throw errorOf('SHAPE_MISMATCH', { what, found: `${numbers.length}`, expected: `${expected}` });
}
