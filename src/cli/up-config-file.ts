import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { errorOf, messageOf } from '../domain/errors.ts';
import { nearestWord } from '../training/index.ts';

const port = (usual: number) =>
  z.int().min(1).max(65_535).default(usual).meta({ range: 'a port from 1 to 65535' });

const schema = z.strictObject({
  /** Folder that holds everything; `--home` comes first. */
  home: z.string().min(1).optional().meta({ range: 'a folder' }),
  /** The log that is followed. */
  source: z
    .string()
    .regex(/^file:./)
    .meta({ range: 'file:PATH' }),
  catalogue: z
    .strictObject({
      movies: z.string().min(1).optional().meta({ range: 'a file (.jsonl[.gz])' }),
      users: z.string().min(1).optional().meta({ range: 'a file (.csv[.gz])' }),
      complete: z.boolean().default(false).meta({ range: 'true or false' }),
      timeless: z.boolean().default(false).meta({ range: 'true or false' }),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      train: z
        .enum(['event-time', 'wall-clock'])
        .default('event-time')
        .meta({ range: 'event-time or wall-clock' }),
      hour: z.int().min(0).max(23).default(0).meta({ range: 'a whole number from 0 to 23 (UTC)' }),
      firstAfterDays: z.number().min(0).max(365).default(1).meta({ range: 'days from 0 to 365' }),
    })
    .prefault({}),
  /** What `run --set` takes, such as `als.factorCount: 64`. */
  pipeline: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .meta({ range: 'settings as of run --set, such as als.factorCount: 64' }),
  host: z.string().min(1).optional().meta({ range: 'an address of this machine' }),
  ports: z
    .strictObject({ public: port(8082), control: port(8090), simulated: port(8080) })
    .prefault({}),
});

/** A configuration, complete and checked; paths are absolute. */
export type UpConfig = Readonly<z.output<typeof schema>>;

/** What a first configuration looks like. */
export const EXAMPLE_CONFIG = `source: file:/var/log/movielog.log
catalogue:
  movies: movies.jsonl.gz
  users: users.csv.gz
  complete: true`;

/**
 * Reads a configuration. Relative paths in it are relative to its folder.
 *
 * @throws InputError `UP_CONFIG_INVALID`, naming line and field; `UP_NOTHING_TO_RUN` when there is
 *   no such file
 */
export function readUpConfig(path: string): UpConfig {
  if (!existsSync(path))
    throw errorOf('UP_NOTHING_TO_RUN', { found: `no ${path}`, example: EXAMPLE_CONFIG });
  const lines = new LineCounter();
  const text = readFileSync(path, 'utf8');
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw errorOf('UP_CONFIG_INVALID', {
      file: path,
      line: lines.linePos(broken.pos[0]).line,
      field: 'the file',
      found: broken.message,
      expected: 'YAML',
    });
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return resolved(parsed.data, dirname(resolve(path)));
  throw invalid(parsed.error, { path, document, lines });
}

interface Place {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

function invalid({ issues }: z.ZodError, { path: file, document, lines }: Place): Error {
  const issue = issues[0]!;
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0]! : null;
  const at = unknown === null ? issue.path : [...issue.path, unknown];
  const field = at.join('.') || 'the file';
  const line = lineOf(at, document, lines);
  if (unknown !== null) {
    const known = Object.keys(shapeAt(issue.path) ?? {});
    const expected = `one of ${known.join(', ')}; the nearest is ${nearestWord(unknown, known)}`;
    return errorOf('UP_CONFIG_INVALID', { file, line, field, found: 'an unknown key', expected });
  }
  const value: unknown = document.getIn(at);
  const range = fieldAt(at)?.meta()?.['range'];
  return errorOf('UP_CONFIG_INVALID', {
    file,
    line,
    field,
    found: value === undefined ? 'nothing' : `'${shown(value)}'`,
    expected: typeof range === 'string' ? range : messageOf(issue),
  });
}

const shown = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Line of a field, or of the nearest thing around it that the file has. */
function lineOf(at: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  for (let length = at.length; length > 0; length--) {
    const parent: unknown = document.getIn(at.slice(0, length - 1), true) ?? document.contents;
    const key = keyNode(length === 1 ? document.contents : parent, at[length - 1]!);
    if (key !== null) return lines.linePos(key).line;
  }
  return 1;
}

/** Place in the text where the key of a pair begins. */
function keyNode(map: unknown, key: PropertyKey): number | null {
  const items = (map as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return null;
  for (const pair of items as { key?: { value?: unknown; range?: readonly number[] } }[])
    if (pair.key?.value === key) return pair.key.range?.[0] ?? null;
  return null;
}

/** The schema of a field. */
function fieldAt(at: readonly PropertyKey[]): z.ZodType | undefined {
  const parent = shapeAt(at.slice(0, -1));
  return parent?.[String(at.at(-1))];
}

/** The fields of the object at a path. */
function shapeAt(at: readonly PropertyKey[]): Record<string, z.ZodType> | undefined {
  let shape: Record<string, z.ZodType> | undefined = schema.shape;
  for (const key of at) shape = shapeOf(shape?.[String(key)]);
  return shape;
}

function shapeOf(field: z.ZodType | undefined): Record<string, z.ZodType> | undefined {
  const inner = field instanceof z.ZodPrefault ? (field.unwrap() as z.ZodType) : field;
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

function resolved(config: UpConfig, folder: string): UpConfig {
  const { movies, users, ...rest } = config.catalogue;
  return {
    ...config,
    ...(config.home === undefined ? {} : { home: resolve(folder, config.home) }),
    source: resolve(folder, config.source.slice('file:'.length)),
    catalogue: {
      ...rest,
      ...(movies === undefined ? {} : { movies: resolve(folder, movies) }),
      ...(users === undefined ? {} : { users: resolve(folder, users) }),
    },
  };
}
