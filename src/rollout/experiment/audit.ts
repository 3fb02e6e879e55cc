import type { Json } from '../../domain/canonical-json.ts';
import type { Metadata } from '../../store/index.ts';

/** Who changes an experiment, and why. */
export interface By {
  /** `rollout`, `retraining`, or the person at the command line. */
  readonly actor: string;
  /** Words. */
  readonly because: string;
}

/** Writes down what was done to an experiment, in the transaction that does it. */
export async function auditExperiment(
  transaction: Metadata,
  entry: { readonly at: string; readonly action: string; readonly by: By },
  details: { readonly experiment: string; readonly [key: string]: Json },
): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      at: entry.at,
      actor: entry.by.actor,
      action: `experiment-${entry.action}`,
      details: JSON.stringify({ ...details, because: entry.by.because }),
    })
    .execute();
}
