import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiOf, ROUTE_CONTRACTS } from '../../src/http/index.ts';
import { operationTypes } from './operation-types.ts';
import { typeOf } from './type-of.ts';

export const ROOT = join(import.meta.dirname, '../..');

const HEAD = `// Written by scripts/web-types.ts from what the server validates by; do not change it here.\n\n`;

/** The files of types that the web app uses, by path from the root of the repository. */
export async function webTypes(): Promise<Readonly<Record<string, string>>> {
  const publicApi = openApiOf(Object.values(ROUTE_CONTRACTS), { title: '', version: '' });
  const controlApi = documentAt('control-openapi.json');
  const status = await pretty(documentType('Status', 'status.schema.json'));
  return {
    'web/src/api/public-types.ts': await pretty(operationTypes(publicApi)),
    'web/src/api/control-types.ts': await pretty(operationTypes(controlApi)),
    'web/src/api/status-types.ts': status,
    // The status page may import nothing of the app; the schema itself rests on Node.
    'src/http/status/status-types.ts': status,
    'web/src/api/report-types.ts': await pretty(documentType('Report', 'report.schema.json')),
  };
}

/** The type of a published document. */
const documentType = (name: string, file: string): string =>
  `export type ${name} = ${typeOf(documentAt(file), (reference) => reference)};`;

const documentAt = (file: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(ROOT, 'docs/schemas', file), 'utf8')) as Readonly<
    Record<string, unknown>
  >;

const pretty = async (text: string): Promise<string> => {
  const options = await resolveConfig(join(ROOT, 'web/src/api/types.ts'));
  return format(HEAD + text, { ...options, parser: 'typescript' });
};
