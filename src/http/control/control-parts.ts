import type { Clock } from '../../domain/clock.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../../store/index.ts';
import type { ThrottledWarning } from '../../telemetry/index.ts';
import type { LineDecoder } from '../../events/index.ts';
import type { Operator } from './operator.ts';

/** What the routes of the control server answer from. */
export interface ControlParts {
  readonly home: Home;
  /** Each artifact is read once. */
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  /** The table engine, opened for the first who needs it. */
  readonly tables: () => Promise<Tables>;
  /** Today's decoder for lines that one of the given name read; null where there is none any more. */
  readonly decoderFor: (name: string) => LineDecoder | null;
  readonly clock: Clock;
  readonly warn: ThrottledWarning;
  /** Does what takes longer than an answer may; `null` where nothing can be done from here. */
  readonly operator: Operator | null;
}
