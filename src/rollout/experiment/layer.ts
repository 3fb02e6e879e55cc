import { errorOf } from '../../domain/errors.ts';
import type { AssignmentRecord } from '../assignment.ts';
import type { RunningExperiment } from './running-experiments.ts';

/** All experiments draw from one layer, so that no user is in two of them. */
export const LAYER_SALT = 'experiments-layer';

/** Part of the layer's users, ends excluded, in [0, 1]. */
export interface LayerRange {
  readonly from: number;
  readonly to: number;
}

const WHOLE: LayerRange = { from: 0, to: 1 };

/**
 * The range of a new experiment: the one that is asked for, or all users.
 *
 * @throws ConflictError `EXPERIMENT_LAYER_TAKEN` where another experiment has a part of it
 */
export function freeRange(
  name: string,
  running: readonly RunningExperiment[],
  asked: LayerRange = WHOLE,
): LayerRange {
  const taken = running
    .flatMap(({ record }) => (record === null ? [] : [record]))
    .filter(({ layer }) => layer.salt === LAYER_SALT && meet(layer, asked));
  if (taken.length === 0) return asked;
  throw errorOf('EXPERIMENT_LAYER_TAKEN', {
    name,
    found: taken.map(shown).join(', '),
    expected: `nobody else in ${asked.from} to ${asked.to}`,
  });
}

const meet = (one: LayerRange, other: LayerRange): boolean =>
  one.from < other.to && other.from < one.to;

const shown = ({ experiment, layer }: AssignmentRecord): string =>
  `${experiment} with ${layer.from} to ${layer.to}`;
