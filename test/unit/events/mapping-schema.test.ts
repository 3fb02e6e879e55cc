import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mappingJsonSchema } from '../../../src/events/index.ts';

const PUBLISHED = join(import.meta.dirname, '../../../docs/schemas/mapping.schema.json');

describe('the published schema of mapping.yaml', () => {
  it('is the one that mappings are checked with; write it again with `node scripts/write-schemas.ts`', () => {
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(mappingJsonSchema())),
    );
  });
});
