import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { Recipe } from '../registry/index.ts';
import { writeFileDurably, type Home } from '../store/index.ts';
import { parseConfiguration, requireFamily } from '../training/index.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const folderOf = (home: Home): string => join(home.root, 'tuned');

/** Keeps a recipe under a name, in `tuned/NAME.json` of the home; an older one is replaced. */
export async function saveTuned(home: Home, name: string, recipe: Recipe): Promise<void> {
  requireName(name);
  await mkdir(folderOf(home), { recursive: true });
  const path = join(folderOf(home), `${name}.json`);
  writeFileDurably(path, `${JSON.stringify(recipe, null, 2)}\n`);
}

/** All recipes that were kept, by name, as they were written. */
export async function listTuned(
  home: Home,
): Promise<{ name: string; family: string; configuration: Record<string, Json> }[]> {
  const files = (await readdir(folderOf(home)).catch(() => [] as string[]))
    .filter((file) => file.endsWith('.json'))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folderOf(home), file), 'utf8');
      const { family, configuration } = JSON.parse(text) as {
        family: string;
        configuration: Record<string, Json>;
      };
      return { name: file.slice(0, -5), family, configuration };
    }),
  );
}

/**
 * The recipe that was kept under a name, its configuration checked as if given by hand.
 *
 * @throws InputError `TUNED_UNKNOWN`, and those of `parseConfiguration`
 */
export async function loadTuned(home: Home, name: string): Promise<Recipe> {
  const known = await readdir(folderOf(home)).catch(() => [] as string[]);
  const names = known.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
  if (!NAME.test(name) || !names.includes(name))
    throw errorOf('TUNED_UNKNOWN', {
      found: name,
      known: names.length === 0 ? 'none, nothing was tuned yet' : names.sort().join(', '),
      nearest: nearestWord(name, names.length === 0 ? ['als'] : names),
    });
  const text = await readFile(join(folderOf(home), `${name}.json`), 'utf8');
  const { family, configuration } = JSON.parse(text) as {
    family: string;
    configuration: { readonly [key: string]: Json };
  };
  return { family, configuration: parseConfiguration(requireFamily(family), configuration) };
}

/** @throws InputError `SETTING_INVALID` for a name that cannot be a file's */
export function requireName(name: string): void {
  if (NAME.test(name)) return;
  throw errorOf('SETTING_INVALID', {
    found: `name ${name}`,
    expected: 'up to 64 small letters, digits, dots, hyphens and underscores',
    nearest: 'als-tuned',
  });
}

/** `field=value` pairs of a kept recipe, as `--set` takes them. */
export const pairsOf = ({ configuration }: Recipe): readonly string[] =>
  Object.entries(configuration).map(([field, value]) => `${field}=${JSON.stringify(value)}`);
