import type { Comparison, Measured, Skipped } from './bench.ts';

/** What several rounds of one contender come to. */
export interface ContenderFigures {
  readonly name: string;
  readonly does: string;
  /** Median over the rounds. */
  readonly perSecond: number;
  readonly cpuSeconds: number | null;
  /** Largest over the rounds. */
  readonly maxRssMb: number | null;
  /** Our speed divided by this one's in the same round, median; 1 for ours. */
  readonly oursToThis: number;
}

/** What a comparison comes to. */
export interface ComparisonFigures {
  readonly name: string;
  readonly amount: number;
  readonly unit: string;
  readonly rounds: number;
  readonly contenders: readonly ContenderFigures[];
  readonly skipped: readonly Skipped[];
}

/**
 * Runs every contender once a round, in turn, so that whatever else the machine does meets all of
 * them, and takes ratios within a round.
 */
export async function compare(
  { name, amount, unit, contenders, skipped }: Comparison,
  { rounds, say }: { readonly rounds: number; readonly say: (sentence: string) => void },
): Promise<ComparisonFigures> {
  const runs: Measured[][] = contenders.map(() => []);
  for (let round = 1; round <= rounds; round++)
    for (const [n, contender] of contenders.entries()) {
      const measured = await contender.run();
      runs[n]!.push(measured);
      const seconds = measured.wallSeconds.toFixed(1);
      say(`${name}, round ${round} of ${rounds}: ${contender.name} took ${seconds} s.`);
    }
  const seconds = runs.map((all) => all.map(({ wallSeconds }) => wallSeconds));
  return {
    name,
    amount,
    unit,
    rounds,
    contenders: contenders.map(({ name, does }, n) => ({
      name,
      does,
      perSecond: Math.round(amount / median(seconds[n]!)),
      cpuSeconds: medianOrNull(runs[n]!.map(({ cpuSeconds }) => cpuSeconds)),
      maxRssMb: largestOrNull(runs[n]!.map(({ maxRssMb }) => maxRssMb)),
      oursToThis: median(seconds[n]!.map((theirs, round) => theirs / seconds[0]![round]!)),
    })),
    skipped,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const medianOrNull = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : median(values as number[]);

const largestOrNull = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.max(...(values as number[]));
