/** One run of one contender. */
export interface Measured {
  readonly wallSeconds: number;
  /** Of all threads, user and system; `null` where the contender does not tell. */
  readonly cpuSeconds: number | null;
  readonly maxRssMb: number | null;
}

/** Something that does a work or a named part of it. */
export interface Contender {
  readonly name: string;
  /** What it does and what it leaves out, for the table. */
  readonly does: string;
  /** Does the work once, in a process of its own. */
  run(): Promise<Measured>;
}

/** A contender that cannot be had here. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

/** One work and who does it; ours is the first. */
export interface Comparison {
  readonly name: string;
  /** How much is done in a run, such as lines, and its unit. */
  readonly amount: number;
  readonly unit: string;
  readonly contenders: readonly [ours: Contender, ...peers: Contender[]];
  readonly skipped: readonly Skipped[];
}

/** A benchmark by name: comparisons, one after the other. */
export interface Bench {
  readonly name: string;
  /** Prepares and hands out one comparison after the other; cleans up when it is left. */
  comparisons(say: (sentence: string) => void): AsyncIterable<Comparison>;
}
