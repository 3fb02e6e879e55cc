import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { reportJsonSchema } from '../src/monitoring/index.ts';

/** Writes the published JSON schemas anew from the schemas that the program validates with. */
const folder = join(import.meta.dirname, '../docs/schemas');
const path = join(folder, 'report.schema.json');
mkdirSync(folder, { recursive: true });
const options = { ...(await resolveConfig(path)), parser: 'json' };
writeFileSync(path, await format(JSON.stringify(reportJsonSchema()), options));
