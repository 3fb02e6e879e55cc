/** How far a partition is read and committed. */
export interface PartitionState {
  readonly partition: number;
  /** First offset of its segments. */
  readonly from: number;
  /** One after the last offset that is committed. */
  readonly committedTo: number;
  /** One after the last offset that the source is known to have; `null` where it does not say. */
  readonly end: number | null;
  /** Lines read for the first time. */
  readonly newLines: number;
}

/** Offsets that the source has and no segment; `null` where the source does not say. */
export const lagOf = ({ end, committedTo }: PartitionState): number | null =>
  end === null ? null : Math.max(0, end - committedTo);
