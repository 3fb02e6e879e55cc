import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planJsonSchema } from '../../../src/rollout/index.ts';

it('is published as the program reads plans (node scripts/write-schemas.ts writes it)', () => {
  const path = join(import.meta.dirname, '../../../docs/schemas/experiment-plan.schema.json');
  const published: unknown = JSON.parse(readFileSync(path, 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
});
