import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, DatasetContent } from '../../datasets/index.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ArtifactStore } from '../../store/index.ts';

/** A finding as it is told. */
export type ToldFinding = Pick<Finding, 'check' | 'severity' | 'message' | 'count'> & {
  readonly examples: string[];
};

/** When a dataset was built. */
export const builtAtOf = ({ folder }: Pick<Dataset, 'folder'>): string =>
  statSync(join(folder, 'manifest.json')).mtime.toISOString();

/** All datasets, those with the latest knowledge first; of equals the one built last. */
export async function datasetsOf(artifacts: ArtifactStore): Promise<Dataset[]> {
  const datasets = await artifacts.list<DatasetContent>('dataset');
  const placed = datasets.map((dataset) => ({
    dataset,
    asOfMs: dataset.manifest.content.asOfMs,
    builtAt: builtAtOf(dataset),
  }));
  placed.sort((a, b) => b.asOfMs - a.asOfMs || (a.builtAt < b.builtAt ? 1 : -1));
  return placed.map(({ dataset }) => dataset);
}

/** The findings of a dataset, its contracts' among them. */
export function findingsIn({ folder }: Pick<Dataset, 'folder'>): ToldFinding[] {
  const text = readFileSync(join(folder, 'quality.json'), 'utf8');
  const { findings } = JSON.parse(text) as { readonly findings: readonly Finding[] };
  return findings.map(({ check, severity, message, count, examples }) => ({
    check,
    severity,
    message,
    count,
    examples: [...examples],
  }));
}

/** The weightiest of some findings. */
export const verdictOf = (
  findings: readonly Pick<Finding, 'severity'>[],
): 'pass' | 'note' | 'warn' | 'block' =>
  (['block', 'warn', 'note'] as const).find((weight) =>
    findings.some(({ severity }) => severity === weight),
  ) ?? 'pass';
