import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportJsonSchema } from '../src/monitoring/index.ts';

/** Writes the published JSON schemas anew from the schemas that the program validates with. */
const folder = join(import.meta.dirname, '../docs/schemas');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'report.schema.json'),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
);
