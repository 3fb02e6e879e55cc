import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Provider } from '@openfeature/server-sdk';
import { errorOf, messageOf } from '../domain/errors.ts';

/**
 * Loads the OpenFeature provider that a module exports as its default, or that the function makes
 * which it exports.
 *
 * @param path of a JavaScript module
 * @throws InputError `ASSIGNMENT_MODULE_INVALID`
 */
export async function loadOpenFeatureProvider(path: string): Promise<Provider> {
  let exported: unknown;
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
    exported = typeof module.default === 'function' ? await module.default() : module.default;
  } catch (thrown) {
    throw errorOf('ASSIGNMENT_MODULE_INVALID', { path, found: messageOf(thrown) }, thrown);
  }
  if (!isProvider(exported))
    throw errorOf('ASSIGNMENT_MODULE_INVALID', { path, found: 'something else' });
  return exported;
}

const isProvider = (value: unknown): value is Provider => {
  const { metadata, resolveStringEvaluation } = (value ?? {}) as Partial<Provider>;
  return typeof metadata?.name === 'string' && typeof resolveStringEvaluation === 'function';
};
