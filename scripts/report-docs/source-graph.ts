import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

/** One source file, without its comments. */
export interface SourceFile {
  /** Relative to `src/`. */
  readonly path: string;
  /** Folder, or the file itself where it lies in none. */
  readonly room: string;
  readonly code: string;
  readonly lines: number;
}

/** What the sources say of their own structure. */
export interface SourceGraph {
  readonly files: readonly SourceFile[];
  /** Rooms in the order of imports, those with sources only. */
  readonly rooms: readonly string[];
  /** How many import statements of a room name a file of another room. */
  importsBetween(from: string, to: string): number;
}

/**
 * Reads the sources.
 *
 * @param order rooms in the order of imports @throws Error when a room is not in it
 */
export function readSources(source: string, order: readonly string[]): SourceGraph {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => fileOf(source, path));
  const present = new Set(files.map(({ room }) => room));
  const unknown = [...present].filter((room) => !order.includes(room));
  if (unknown.length > 0)
    throw new Error(`found ${unknown.join(', ')}, expected only rooms of the import order`);
  const counts = new Map<string, number>();
  for (const file of files)
    for (const to of importsOf(file)) {
      const key = `${file.room} ${to}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return {
    files,
    rooms: order.filter((room) => present.has(room)),
    importsBetween: (from, to) => counts.get(`${from} ${to}`) ?? 0,
  };
}

/** The rooms in the order in which the architecture test holds them. */
export function importOrder(test: string): string[] {
  const list = /const ORDER = \[([^\]]*)\]/.exec(readFileSync(test, 'utf8'))?.[1];
  if (list === undefined) throw new Error(`found no list of folders in ${test}, expected ORDER`);
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
}

const roomOf = (path: string): string => path.split(sep)[0]!;

function fileOf(source: string, path: string): SourceFile {
  const text = readFileSync(join(source, path), 'utf8');
  const code = text.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return { path, room: roomOf(path), code, lines: text.split('\n').length - 1 };
}

function importsOf({ path, code, room }: SourceFile): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map((match) => roomOf(relative('.', normalize(join(dirname(path), match[1]!)))))
    .filter((to) => to !== room);
}
