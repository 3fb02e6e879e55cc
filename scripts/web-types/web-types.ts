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
  const status = JSON.parse(
    readFileSync(join(ROOT, 'docs/schemas/status.schema.json'), 'utf8'),
  ) as Readonly<Record<string, unknown>>;
  return {
    'web/src/api/public-types.ts': await pretty(operationTypes(publicApi)),
    'web/src/api/status-types.ts': await pretty(
      `export type Status = ${typeOf(status, (reference) => reference)};`,
    ),
  };
}

const pretty = async (text: string): Promise<string> => {
  const options = await resolveConfig(join(ROOT, 'web/src/api/types.ts'));
  return format(HEAD + text, { ...options, parser: 'typescript' });
};
