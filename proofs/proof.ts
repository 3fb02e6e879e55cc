/** What a proof found. */
export interface ProofResult {
  /** Numbers by name, with units in the names. */
  readonly figures: Readonly<Record<string, number | string | readonly number[]>>;
  /** Whether what the proof is about was seen to hold. */
  readonly holds: boolean;
}

/** A claim that takes too long to test every time, with a small setting that tests run. */
export interface Proof {
  readonly name: string;
  /** One sentence: what is claimed. */
  readonly claim: string;
  run(say: (sentence: string) => void): Promise<ProofResult>;
}
