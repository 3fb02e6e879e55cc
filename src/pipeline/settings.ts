import { z } from 'zod';
import { DATASET_PARAMETERS, type DatasetParameters } from '../datasets/index.ts';
import { errorOf } from '../domain/errors.ts';
import type { Recipe } from '../registry/index.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import { families, parseConfiguration, requireFamily } from '../training/index.ts';

/** How models are judged in the pipeline. */
const EVALUATION_PARAMETERS = z.strictObject({
  k: z.int().min(1).max(100).default(10).describe('Length of the judged lists.'),
  minItemPositives: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe('An item needs so many positives to be a candidate, in judging and in the release.'),
  minHistory: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('Likes known of a judged user, at least.'),
  minimumUsers: z
    .int()
    .min(2)
    .max(1_000_000)
    .default(30)
    .describe('Below so many judged users the gate holds.'),
});

/** Everything that decides a run of the pipeline besides the lake, the catalogue and the instant. */
export interface PipelineSettings {
  readonly seed: number;
  readonly dataset: DatasetParameters;
  readonly evaluation: z.infer<typeof EVALUATION_PARAMETERS>;
  /** The ungated first champion and the baseline of every later one. */
  readonly baseline: Recipe;
  /** Recipes that may become champion through the gate. */
  readonly challengers: readonly Recipe[];
}

/** Families that challenge popularity when nothing else is asked for. */
const DEFAULT_CHALLENGERS = ['als', 'ease', 'blend'];

/**
 * Makes the settings of a run from `--set` pairs: `seed`, `families` (comma-separated), and
 * `dataset.<field>`, `evaluation.<field>`, `<family>.<field>`; everything else is defaults.
 *
 * @throws InputError `SETTING_INVALID`, and those of `parseConfiguration`
 */
export function parseSettings(pairs: readonly string[]): PipelineSettings {
  const groups = groupPairs(pairs);
  const seed = parseSeed(groups.get('')?.get('seed'));
  const names = groups.get('')?.get('families')?.split(',') ?? DEFAULT_CHALLENGERS;
  const recipe = (family: string): Recipe => ({
    family,
    configuration: parseConfiguration(
      requireFamily(family),
      Object.fromEntries(groups.get(family) ?? []),
    ),
  });
  return {
    seed,
    dataset: parseGroup('dataset', DATASET_PARAMETERS, groups),
    evaluation: parseGroup('evaluation', EVALUATION_PARAMETERS, groups),
    baseline: recipe('popularity'),
    challengers: names.filter((name) => name !== 'popularity').map(recipe),
  };
}

type Groups = ReadonlyMap<string, ReadonlyMap<string, string>>;

const TOP_LEVEL = ['seed', 'families'];
const groupNames = (): string[] => ['dataset', 'evaluation', ...Object.keys(families)];

/** `als.factorCount=64` goes to group `als`; a key without a dot to group ``. */
function groupPairs(pairs: readonly string[]): Groups {
  const groups = new Map<string, Map<string, string>>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1)
      throw errorOf('SETTING_INVALID', { found: pair, expected: 'key=value', nearest: 'seed=1' });
    const key = pair.slice(0, equals);
    const dot = key.indexOf('.');
    const [group, field] = dot < 0 ? ['', key] : [key.slice(0, dot), key.slice(dot + 1)];
    requireKnown(key, group, field);
    const fields = groups.get(group) ?? new Map<string, string>();
    groups.set(group, fields.set(field, pair.slice(equals + 1)));
  }
  return groups;
}

function requireKnown(key: string, group: string, field: string): void {
  const known = group === '' ? TOP_LEVEL.includes(field) : groupNames().includes(group);
  if (known) return;
  const all = [...TOP_LEVEL, ...groupNames().map((name) => `${name}.…`)];
  throw errorOf('SETTING_INVALID', {
    found: key,
    expected: `one of ${all.join(', ')}`,
    nearest: nearestWord(group === '' ? field : group, [...TOP_LEVEL, ...groupNames()]),
  });
}

function parseSeed(text = '1'): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw errorOf('SETTING_INVALID', {
    found: `seed=${text}`,
    expected: 'a whole number of up to 9 digits',
    nearest: 'seed=1',
  });
}

function parseGroup<S extends z.ZodType>(name: string, schema: S, groups: Groups): z.infer<S> {
  const given = [...(groups.get(name) ?? [])].map(([key, text]) => [key, Number(text)] as const);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const fields = Object.keys((z.toJSONSchema(schema, { io: 'input' }).properties ?? {}) as object);
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  throw errorOf('SETTING_INVALID', {
    found:
      unknown === undefined
        ? `${name}.${String(issue?.path[0])}: ${issue?.message}`
        : `${name}.${unknown}`,
    expected: `fields ${fields.join(', ')} with values in their ranges`,
    nearest: `${name}.${nearestWord(unknown ?? String(issue?.path[0]), fields)}`,
  });
}
