import type { Json } from '../domain/canonical-json.ts';
import type { DatasetContent } from '../datasets/index.ts';
import { ShowrunnerError } from '../domain/errors.ts';
import { findingsOf } from '../pipeline/index.ts';
import type { ArtifactStore } from '../store/index.ts';
import type { CommandIo } from './command.ts';

/** Why nothing was trained. */
export interface HeldGate {
  readonly dataset: string;
  readonly reasons: readonly string[];
  readonly findings: Json;
}

/**
 * What the work gives, or why the data's gate held it back: a normal outcome, told as a result.
 * Every other error passes through.
 */
export async function unlessHeld<T>(
  artifacts: ArtifactStore,
  work: () => Promise<T>,
): Promise<T | { readonly held: HeldGate }> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof ShowrunnerError) || thrown.code !== 'TRAINING_BLOCKED') throw thrown;
    const { dataset: id } = thrown.details as { readonly dataset: string };
    const dataset = await artifacts.load<DatasetContent>('dataset', id);
    const findings = findingsOf(dataset);
    const reasons = findings.filter(({ severity }) => severity === 'block');
    return {
      held: {
        dataset: dataset.id,
        reasons: reasons.map(({ message }) => message),
        findings: JSON.parse(JSON.stringify(findings)) as Json,
      },
    };
  }
}

/** Ends a command with a held gate. */
export const tellHeld = (io: CommandIo, { dataset, reasons, findings }: HeldGate): void =>
  io.result(
    { held: true, dataset, reasons: [...reasons], findings },
    [
      `The gate holds: nothing is trained on dataset ${dataset.slice(0, 12)}.`,
      ...reasons.map((reason) => `  ${reason}`),
      'What serves goes on serving.',
      `Look closer: npx showrunner check --home ${io.homePath}`,
    ].join('\n'),
  );

/** Whether work was held back. */
export const isHeld = (outcome: unknown): outcome is { readonly held: HeldGate } =>
  typeof outcome === 'object' && outcome !== null && 'held' in outcome;
