import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';

/** The findings of a dataset, its contracts' among them, as its `quality.json` has them. */
export function findingsOf(dataset: Pick<Dataset, 'folder'>): readonly Finding[] {
  const text = readFileSync(join(dataset.folder, 'quality.json'), 'utf8');
  return (JSON.parse(text) as { findings: Finding[] }).findings;
}

/**
 * The findings of a dataset, unless one of them forbids training.
 *
 * @throws DataError `TRAINING_BLOCKED`, with the first reason
 */
export function requireTrainable(dataset: Dataset): readonly Finding[] {
  const findings = findingsOf(dataset);
  const blocking = findings.filter((finding) => finding.severity === 'block');
  if (blocking.length > 0)
    throw errorOf('TRAINING_BLOCKED', {
      dataset: dataset.id.slice(0, 12),
      found: blocking.map(({ message }) => message).join(' '),
    });
  return findings;
}
