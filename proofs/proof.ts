/** A number, a text, numbers in order, or the rows of a table. */
export type Figure =
  number | string | readonly number[] | readonly Readonly<Record<string, number | string>>[];

/** What a proof found. */
export interface ProofResult {
  /** Numbers by name, with units in the names. */
  readonly figures: Readonly<Record<string, Figure>>;
  /** Whether what the proof is about was seen to hold. */
  readonly holds: boolean;
  /** A picture of the figures, as SVG that stands alone, where one says more than a table. */
  readonly picture?: string;
  /** Rows of a Markdown table, which takes its place in the proof's page. */
  readonly table?: string;
}

/** A claim that takes too long to test every time, with a small setting that tests run. */
export interface Proof {
  readonly name: string;
  /** One sentence: what is claimed. */
  readonly claim: string;
  run(say: (sentence: string) => void): Promise<ProofResult>;
}
