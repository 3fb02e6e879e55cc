import type { Positives } from '../../datasets/index.ts';
import { openCrew } from '../../math/kernels/crew.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import {
  eachRow,
  invertCoOccurrences,
  tileElement,
  type SymmetricTiles,
} from '../../math/kernels/symmetric-inverse.ts';
import { encodeWeights, requireCatalogueFits } from '../linear/encoded-weights.ts';
import { linearScorer } from '../linear-scorer.ts';
import type { Family, TrainedModel, TrainingContext } from '../trainer.ts';
import { easeConfiguration, type EaseConfiguration } from './configuration.ts';

/**
 * EASE: the linear autoencoder in closed form. With X users × items, binary, and p the dropout,
 *
 *     P = (XᵀX + Λ)⁻¹,   Λ = λI + p/(1 − p)·diag(XᵀX),   B = I − P / diag(P),   score = x·B
 *
 * With p = 0 it is EASE; above 0 it is EDLAE, which regularizes items the more the more often they
 * occur.
 * B has a zero diagonal: an item is explained by the others. x holds the history's weights of
 * `historyWeights`. An empty history scores every item 0.
 * Cost: n³/2 multiply-adds and 2·n² bytes to train, 4·n² bytes kept (n² in int8), for n items.
 * @throws InputError as `requireCatalogueFits`
 * Source: Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019, eq. 8; of
 * the dropout: Steck, "Autoencoders that don't overfit towards the identity", NeurIPS 2020, eq. 8.
 */
export const ease: Family<EaseConfiguration> = {
  name: 'ease',
  configuration: easeConfiguration,
  train: trainEase,
  scorer: linearScorer,
};

async function trainEase(
  { users, items, userIds, itemIds }: Positives,
  configuration: EaseConfiguration,
  context: TrainingContext,
): Promise<TrainedModel> {
  const size = itemIds.length;
  const { regularization, dropout } = configuration;
  requireCatalogueFits('ease', size, configuration);
  const settings = context.kernels ?? kernelSettings();
  const crew = openCrew(settings, { work: size ** 3 / 2, stop: context.stop });
  try {
    const counts = new Float64Array(size);
    for (const item of items) counts[item]! += 1;
    const odds = dropout / (1 - dropout);
    const diagonal = Float32Array.from(counts, (count) => regularization + odds * count);
    const pairs = { users, items, userCount: userIds.length, itemCount: size, userWeights: null };
    const note = `inverting ${size} × ${size}`;
    const inverse = await invertCoOccurrences(crew, { ...pairs, diagonal }, (done, total) =>
      context.progress.update({ task: 'training ease', done, total, unit: 'steps', note }),
    );
    const tensors = encodeWeights(rowsOf(inverse), size, configuration.weights);
    return { tensors, curve: [], arithmetic: settings.build };
  } finally {
    await crew.close();
  }
}

/** Visits the rows of B; row i says what having watched item i adds to every item. */
function rowsOf(inverse: SymmetricTiles): Parameters<typeof encodeWeights>[0] {
  const diagonal = Float64Array.from({ length: inverse.size }, (_, i) =>
    tileElement(inverse, i, i),
  );
  const weightOf = (value: number, row: number, column: number): number =>
    row === column ? 0 : -value / diagonal[column]!;
  return (visit) => eachRow(inverse, weightOf, visit);
}
