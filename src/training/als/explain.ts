import type { Explanation, History } from '../../evaluation/index.ts';
import { choleskyFactor, choleskySolve } from '../../math/cholesky.ts';
import { addOuterProduct, gramianInto } from '../../math/gramian.ts';
import { startSystem, type AlsLoss } from './half-step.ts';

/**
 * Explains scores of folded-in histories exactly. With A the system that the history is folded in
 * by, x = A⁻¹·Σ wᵢ·yᵢ, so that the score of item j falls apart into what each item i adds,
 *
 *     score(j) = Σᵢ wᵢ · yⱼᵀA⁻¹yᵢ
 *
 * A itself depends on the history: a contribution says what the item adds as things are, not what
 * the score would be without it.
 *
 * @param factors Y: itemCount × d, row-major, only read; copied to 64 bits
 * @returns of a history, its weights and yⱼ, which may be that of an item outside Y
 * Cost: O(itemCount·d²) once; O(history·d² + d³) a call.
 * Source: Hu, Koren & Volinsky, ICDM 2008, section 5, eq. 7.
 */
export function alsExplainer(
  factors: Float32Array,
  loss: AlsLoss,
): (history: History, weights: Float64Array, target: Float32Array) => Explanation {
  const d = loss.factorCount;
  const itemCount = factors.length / d;
  const y = Float64Array.from(factors);
  const all = new Float64Array(d * d);
  gramianInto(y, { rowCount: itemCount, columnCount: d }, all);
  return (history, weights, target) => {
    const observed = weights.reduce((sum, weight) => sum + weight, 0);
    const system = new Float64Array(d * d);
    startSystem(system, all, { loss, observed, otherCount: itemCount });
    weights.forEach((weight, k) =>
      addOuterProduct(y, history.items[k]! * d, { size: d, weight }, system),
    );
    choleskyFactor(system, d);
    const influence = Float64Array.from(target);
    choleskySolve(system, d, influence);
    const contributions = weights.map((weight, k) => {
      const at = history.items[k]! * d;
      return weight * influence.reduce((sum, value, f) => sum + value * y[at + f]!, 0);
    });
    return { base: 0, contributions };
  };
}
