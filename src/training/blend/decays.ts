import type { Tensor } from '../../store/index.ts';
import type { HistoryWeighting } from '../history-weights.ts';
import { requireTensor } from '../require-tensor.ts';
import type { BlendConfiguration } from './configuration.ts';

/**
 * How fast a history may fade, the usual one first. How much the latest likes count for more is a
 * property of the data: on MovieLens-100K old ones hardly matter, on ml-latest-small much.
 */
const DECAYS: readonly HistoryWeighting[] = [
  { historyDecayRank: 10, historyDecayFloor: 0.2 },
  { historyDecayRank: 3, historyDecayFloor: 0 },
  { historyDecayRank: 5, historyDecayFloor: 0.05 },
  { historyDecayRank: 5, historyDecayFloor: 0.1 },
  { historyDecayRank: 10, historyDecayFloor: 0.3 },
  { historyDecayRank: 5, historyDecayFloor: 1 },
];

/** The ways of weighing a history that a blend chooses from; `null` leaves each member its own. */
export const decaysOf = ({
  historyDecay,
}: Pick<BlendConfiguration, 'historyDecay'>): readonly (HistoryWeighting | null)[] =>
  historyDecay === 'own' ? [null] : DECAYS;

/** A decay as tensors: kappa and the floor, or none. */
export const decayTensors = (decay: HistoryWeighting | null): Record<string, Tensor> =>
  decay === null
    ? {}
    : {
        blend_history_decay: {
          shape: [2],
          data: Float32Array.of(decay.historyDecayRank ?? 1, decay.historyDecayFloor),
        },
      };

/** The decay that a model was learnt with; `null` where members keep their own. */
export function requireDecay(model: {
  readonly tensors: Readonly<Record<string, Tensor>>;
}): HistoryWeighting | null {
  if (!Object.hasOwn(model.tensors, 'blend_history_decay')) return null;
  const [historyDecayRank, historyDecayFloor] = requireTensor(model, 'blend_history_decay', [2])
    .data as unknown as [number, number];
  return { historyDecayRank, historyDecayFloor };
}
