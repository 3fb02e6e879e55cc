import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOpenFeatureProvider } from '../../../src/adapters/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

const moduleOf = (text: string): string => {
  const path = join(temporaryFolder(), 'flags.mjs');
  writeFileSync(path, text);
  return path;
};

const PROVIDER =
  "{ metadata: { name: 'theirs' }, resolveStringEvaluation: async () => ({ value: '' }) }";

describe('loadOpenFeatureProvider', () => {
  it('takes a provider, and what a function or a promise of one gives', async () => {
    for (const text of [PROVIDER, `() => (${PROVIDER})`, `async () => (${PROVIDER})`]) {
      const provider = await loadOpenFeatureProvider(moduleOf(`export default ${text};`));
      expect(provider.metadata.name).toBe('theirs');
    }
  });

  it.each([
    ['that is not there', () => join(temporaryFolder(), 'none.mjs'), /flags|none\.mjs/],
    ['that breaks', () => moduleOf("throw new Error('no flags today');"), /no flags today/],
    ['without a provider', () => moduleOf('export default 7;'), /found 'something else'/],
  ])('says what to do about a module %s', async (_what, path, words) => {
    const load = loadOpenFeatureProvider(path());
    await expect(load).rejects.toMatchObject({ code: 'ASSIGNMENT_MODULE_INVALID' });
    await expect(load).rejects.toThrow(words);
  });
});
