import { linearScorer } from '../linear-scorer.ts';
import type { Family } from '../trainer.ts';
import { dlaeConfiguration, type DlaeConfiguration } from './configuration.ts';
import { trainDenoising } from './denoising.ts';

/**
 * DLAE: the linear autoencoder trained to restore a history of which a share p was dropped, in
 * closed form; see `trainDenoising` with β = b = 0. score = x·B, x the history's weights.
 */
export const dlae: Family<DlaeConfiguration> = {
  name: 'dlae',
  configuration: dlaeConfiguration,
  train: (positives, configuration, context) => {
    const plain = { ...configuration, userExponent: 0, popularityExponent: 0 };
    return trainDenoising('dlae', positives, plain, context);
  },
  scorer: linearScorer,
};
