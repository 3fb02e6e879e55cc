import type { Clock } from '../domain/clock.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../store/index.ts';

/** What serving reads of an installation. */
export interface ServingPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly metadata: Metadata;
  readonly clock: Clock;
}
