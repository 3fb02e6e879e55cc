import type { Clock } from '../../domain/clock.ts';
import type { Metadata } from '../../store/index.ts';

/** What changing an experiment works with. */
export interface ExperimentPorts {
  readonly metadata: Metadata;
  readonly clock: Clock;
}
