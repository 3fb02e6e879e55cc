import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXPERIMENT_PLAN } from '../../../src/rollout/index.ts';

it('reads the plan that the documentation shows, which names every field', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/experiments.md'), 'utf8');
  const shown = /```yaml\n([^`]*)```/.exec(page)![1]!;
  const plan: unknown = parse(shown);
  expect(EXPERIMENT_PLAN.parse(plan)).toEqual(plan);
});
