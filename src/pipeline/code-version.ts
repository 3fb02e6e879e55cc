import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the program: the folder that holds `src/` and the lockfile. */
const ROOT = join(import.meta.dirname, '../..');

/** What code, libraries and runtime a result came from. */
export type CodeVersion = {
  /** SHA-256 over the program's sources, path by path, and the lockfile. */
  readonly sources: string;
  /** The commit of the checkout, or the one an image was made from; sources may differ from it. */
  readonly commit: string | null;
  /** SHA-256 of the lockfile; `null` where there is none. */
  readonly lockfile: string | null;
  /** `node 24.21.0 linux x64`. */
  readonly runtime: string;
};

let known: CodeVersion | undefined;

/** The version of the running program; read once, as the program does not change while it runs. */
export function codeVersion(): CodeVersion {
  known ??= {
    sources: hashSources(),
    commit: commitOf(join(ROOT, '.git')) ?? (process.env['SHOWRUNNER_COMMIT'] || null),
    lockfile: hashIfThere(join(ROOT, 'package-lock.json')),
    runtime: `node ${process.versions.node} ${process.platform} ${process.arch}`,
  };
  return known;
}

function hashSources(): string {
  const hash = createHash('sha256');
  const source = join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(source, file)));
  const lockfile = join(ROOT, 'package-lock.json');
  if (existsSync(lockfile)) hash.update(readFileSync(lockfile));
  return hash.digest('hex');
}

/**
 * The commit a checkout's HEAD points at, read from its files; `null` where there is no checkout.
 *
 * @param git the `.git` folder
 */
export function commitOf(git: string): string | null {
  const head = readText(join(git, 'HEAD'));
  if (head === null) return null;
  const reference = /^ref: (.+)$/.exec(head)?.[1];
  if (reference === undefined) return head;
  const loose = readText(join(git, reference));
  if (loose !== null) return loose;
  const packed = readText(join(git, 'packed-refs')) ?? '';
  return (
    packed
      .split('\n')
      .find((line) => line.endsWith(` ${reference}`))
      ?.split(' ')[0] ?? null
  );
}

const hashIfThere = (path: string): string | null =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null;

const readText = (path: string): string | null =>
  existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
