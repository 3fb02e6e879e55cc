import type { Positives } from '../../datasets/index.ts';
import { openCrew } from '../../math/kernels/crew.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { eachRow, invertCoOccurrences } from '../../math/kernels/symmetric-inverse.ts';
import type { TrainedModel, TrainingContext } from '../trainer.ts';
import type { DanDlaeConfiguration } from './configuration.ts';
import { encodeWeights, requireCatalogueFits } from './encoded-weights.ts';

/**
 * Trains a denoising linear autoencoder with data-adaptive normalization. With X users × items,
 * binary, n_u items of user u and m_i users of item i:
 *
 *     G = Xᵀ·diag(n_u^−β)·X,   Λ = λ·tr(G) / tr(XᵀX) + p / (1 − p)·diag(G)
 *     B = (G + Λ)⁻¹·G·diag(m_i^−b) = (I − (G + Λ)⁻¹·Λ)·diag(m_i^−b)
 *
 * β = b = 0 is the plain one. An item that nobody has gets no weight.
 * Cost: n³/2 multiply-adds; 2·n² bytes to train, n² more for the weights (4·n² in float32).
 * @param name of the family, for messages
 * @throws InputError as `requireCatalogueFits`
 * Source: Steck, "Autoencoders that don't overfit towards the identity", NeurIPS 2020, section 3;
 * Park et al., "Why is normalization necessary for linear recommenders?", SIGIR 2025.
 */
export async function trainDenoising(
  name: string,
  positives: Positives,
  configuration: Omit<DanDlaeConfiguration, 'historyDecayRank' | 'historyDecayFloor'>,
  context: TrainingContext,
): Promise<TrainedModel> {
  const size = positives.itemIds.length;
  const { popularityExponent } = configuration;
  requireCatalogueFits(name, size, configuration);
  const settings = context.kernels ?? kernelSettings();
  const crew = openCrew(settings, { work: size ** 3 / 2, stop: context.stop });
  try {
    const { userWeights, diagonal, userCounts } = normalization(positives, configuration);
    const { users, items, userIds } = positives;
    const pairs = { users, items, userCount: userIds.length, itemCount: size };
    const note = `inverting ${size} × ${size}`;
    const data = { ...pairs, userWeights, diagonal };
    const inverse = await invertCoOccurrences(crew, data, (done, total) =>
      context.progress.update({ task: `training ${name}`, done, total, unit: 'steps', note }),
    );
    const scales = Float64Array.from(userCounts, (count) =>
      count === 0 ? 0 : count ** -popularityExponent,
    );
    const weightOf = (value: number, row: number, column: number): number =>
      ((row === column ? 1 : 0) - value * diagonal[column]!) * scales[column]!;
    const tensors = encodeWeights(
      (visit) => eachRow(inverse, weightOf, visit),
      size,
      configuration.weights,
    );
    return { tensors, curve: [], arithmetic: settings.build };
  } finally {
    await crew.close();
  }
}

/** n_u^−β of every user, Λ of every item, and how many users have each item. */
function normalization(
  { users, items, userIds, itemIds }: Positives,
  {
    regularization,
    dropout,
    userExponent,
  }: Pick<DanDlaeConfiguration, 'regularization' | 'dropout' | 'userExponent'>,
): { userWeights: Float32Array; diagonal: Float32Array; userCounts: Float64Array } {
  const itemCounts = new Float64Array(userIds.length);
  for (const user of users) itemCounts[user]! += 1;
  const userWeights = Float32Array.from(itemCounts, (count) =>
    count === 0 ? 0 : count ** -userExponent,
  );
  const own = new Float64Array(itemIds.length);
  const userCounts = new Float64Array(itemIds.length);
  let trace = 0;
  for (let k = 0; k < items.length; k++) {
    const weight = userWeights[users[k]!]!;
    own[items[k]!]! += weight;
    userCounts[items[k]!]! += 1;
    trace += weight;
  }
  const ridge = regularization * (items.length === 0 ? 1 : trace / items.length);
  const diagonal = Float32Array.from(own, (g) => ridge + (dropout / (1 - dropout)) * g);
  return { userWeights, diagonal, userCounts };
}
