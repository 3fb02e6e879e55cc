import { lagOf, type PartitionState } from '../../ingest/index.ts';
import type { RoleFacts } from '../../supervision/index.ts';

/** How far reading is, partition by partition. */
export interface Standing {
  readonly note: (state: PartitionState) => void;
  /** Lines that the source has and no segment, as far as it says. */
  lag(): number;
  /** `read`, and where partitions have a lag, `lag` over all and `lag.N` for partition N. */
  facts(): RoleFacts;
}

/** @param isShared whether other processes may read some of the partitions */
export function standingOf(isShared: boolean): Standing {
  const states = new Map<number, PartitionState>();
  const lags = (): [number, number][] =>
    [...states.values()].flatMap((state) => {
      const lag = lagOf(state);
      return lag === null ? [] : [[state.partition, lag] as [number, number]];
    });
  const lag = (): number => lags().reduce((sum, [, lines]) => sum + lines, 0);
  return {
    note: (state) => void states.set(state.partition, state),
    lag,
    facts: () => ({
      read: [...states.values()].reduce((sum, { committedTo }) => sum + committedTo, 0),
      ...(isShared
        ? { lag: lag(), ...Object.fromEntries(lags().map(([n, lines]) => [`lag.${n}`, lines])) }
        : {}),
    }),
  };
}
