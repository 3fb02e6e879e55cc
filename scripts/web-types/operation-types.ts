import { typeOf, type Schema } from './type-of.ts';

type Part = Readonly<Record<string, unknown>>;

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'delete', 'patch']);

/**
 * An OpenAPI 3.1 document as TypeScript: one interface `Routes` with a member for each route,
 * `"GET /v1/x/{id}": {path, query, body, answer}`, and a type for each schema that is referred to.
 */
export function operationTypes(document: Part): string {
  const schemas = ((document['components'] as Part | undefined)?.['schemas'] ?? {}) as Record<
    string,
    Schema
  >;
  const named = Object.entries(schemas).map(
    ([name, schema]) => `export type ${nameOf(name)} = ${typeOf(schema, nameOf)};`,
  );
  const operations = Object.entries(document['paths'] as Record<string, Part>).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => METHODS.has(method))
        .map(([method, operation]) => operationType(path, method, operation as Part)),
  );
  return `${named.join('\n')}\n\nexport interface Routes {\n${operations.join('\n')}\n}\n`;
}

function operationType(path: string, method: string, operation: Part): string {
  const parameters = (operation['parameters'] ?? []) as readonly Part[];
  const note = typeof operation['summary'] === 'string' ? `/** ${operation['summary']} */\n` : '';
  return `${note}readonly ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: {
    readonly path: ${parameterTypes(parameters, 'path')};
    readonly query: ${parameterTypes(parameters, 'query')};
    readonly body: ${contentType(operation['requestBody'] as Part | undefined) ?? 'undefined'};
    readonly answer: ${answerType(operation['responses'] as Record<string, Part>)};
  };`;
}

function parameterTypes(parameters: readonly Part[], place: string): string {
  const wanted = parameters.filter((parameter) => parameter['in'] === place);
  if (wanted.length === 0) return 'Record<string, never>';
  const members = wanted.map(
    ({ name, required, schema }) =>
      `readonly ${JSON.stringify(name)}${required === true ? '' : '?'}: ${typeOf(schema as Schema, nameOf)};`,
  );
  return `{\n${members.join('\n')}\n}`;
}

/** What the first good status answers with. */
function answerType(responses: Record<string, Part>): string {
  const good = Object.keys(responses)
    .filter((status) => status.startsWith('2'))
    .toSorted()[0];
  return (good === undefined ? null : contentType(responses[good])) ?? 'undefined';
}

/** The schema of a body; anything that is not JSON is a text. */
function contentType(body: Part | undefined): string | null {
  const content = body?.['content'] as Record<string, Part> | undefined;
  if (content === undefined) return null;
  const json = Object.entries(content).find(([type]) => type.includes('json'));
  return json === undefined ? 'string' : typeOf((json[1]['schema'] ?? true) as Schema, nameOf);
}

const nameOf = (reference: string): string =>
  reference
    .split('/')
    .at(-1)!
    .replaceAll(/\W+(\w?)/g, (_all, next: string) => next.toUpperCase());
