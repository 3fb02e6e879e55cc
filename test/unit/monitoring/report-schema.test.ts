import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportJsonSchema } from '../../../src/monitoring/index.ts';

const PUBLISHED = join(import.meta.dirname, '../../../docs/schemas/report.schema.json');

describe('the published schema of report.json', () => {
  it('is the one that the writer validates with; write it again with `node scripts/write-schemas.ts`', () => {
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(reportJsonSchema())),
    );
  });
});
