import { linearScorer } from '../linear-scorer.ts';
import type { Family } from '../trainer.ts';
import { danDlaeConfiguration, type DanDlaeConfiguration } from './configuration.ts';
import { trainDenoising } from './denoising.ts';

/**
 * DAN-DLAE: the denoising linear autoencoder in which users count by their activity and scores are
 * divided by popularity; see `trainDenoising`. `popularityExponent` is the long-tail dial.
 * score = x·B, x the history's weights.
 */
export const danDlae: Family<DanDlaeConfiguration> = {
  name: 'dan-dlae',
  configuration: danDlaeConfiguration,
  train: (positives, configuration, context) =>
    trainDenoising('dan-dlae', positives, configuration, context),
  scorer: linearScorer,
};
