import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  experimentReportJsonSchema,
  rangeJsonSchema,
  reportJsonSchema,
} from '../../../src/monitoring/index.ts';

const SCHEMAS = join(import.meta.dirname, '../../../docs/schemas');
const published = (name: string): unknown => JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8'));

describe('the published schemas of reports', () => {
  it('are those that the writer validates with; write them again with `node scripts/write-schemas.ts`', () => {
    const written = (schema: object): unknown => JSON.parse(JSON.stringify(schema));
    expect(published('report.schema.json')).toEqual(written(reportJsonSchema()));
    expect(published('range.schema.json')).toEqual(written(rangeJsonSchema()));
    expect(published('experiment.schema.json')).toEqual(written(experimentReportJsonSchema()));
  });
});
