/** Wall-clock time, passed in so that a stage is a function of its inputs. */
export interface Clock {
  /** Milliseconds since the epoch; may step backwards when the machine's clock is set. */
  nowMs(): number;
}
