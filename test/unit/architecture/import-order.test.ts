import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The folders of `src/`, each of which may import itself and those before it. */
const ORDER = [
  'domain',
  'math',
  'pages',
  'configuration',
  'store',
  'events',
  'catalogue',
  'quality',
  'ingest',
  'datasets',
  'features',
  'evaluation',
  'training',
  'registry',
  'pipeline',
  'telemetry',
  'rollout',
  'serving',
  'monitoring',
  'maintenance',
  'simulator',
  'supervision',
  'http',
  'adapters',
  'compose.ts',
  'cli',
];
/** Folders whose files are imported one by one; the others are entered through their index. */
const OPEN = new Set(['domain', 'math']);

const root = join(import.meta.dirname, '../../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) =>
  f.endsWith('.ts'),
);
const roomOf = (path: string): string => path.split(sep)[0]!;

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((m) => m[1]!);
  return targets.map((target) => ({
    from: file,
    to: relative(root, normalize(join(root, dirname(file), target))),
  }));
});

const mayImport = ({ from, to }: Import): boolean =>
  ORDER.indexOf(roomOf(to)) <= ORDER.indexOf(roomOf(from));

const entersByTheDoor = ({ from, to }: Import): boolean =>
  roomOf(from) === roomOf(to) ||
  OPEN.has(roomOf(to)) ||
  to === 'compose.ts' ||
  to === join(roomOf(to), 'index.ts');

const fallsInWithPorts = ({ from, to }: Import): boolean =>
  roomOf(to) !== 'adapters' || ['adapters', 'compose.ts', 'cli'].includes(roomOf(from));

const show = ({ from, to }: Import): string => `${from} → ${to}`;

describe('the import order', () => {
  it('knows every folder', () => {
    expect(imports.length).toBeGreaterThan(50);
    expect([...new Set(files.map(roomOf))].filter((room) => !ORDER.includes(room))).toEqual([]);
  });

  it('is kept: a folder imports itself and the folders above it', () => {
    expect(imports.filter((i) => !mayImport(i)).map(show)).toEqual([]);
  });

  it('is entered by the index of a folder', () => {
    expect(imports.filter((i) => !entersByTheDoor(i)).map(show)).toEqual([]);
  });

  it('keeps adapters behind ports', () => {
    expect(imports.filter((i) => !fallsInWithPorts(i)).map(show)).toEqual([]);
  });

  it('would notice a forbidden import', () => {
    expect(mayImport({ from: 'domain/ids.ts', to: 'store/index.ts' })).toBe(false);
    expect(entersByTheDoor({ from: 'cli/main.ts', to: 'store/hash.ts' })).toBe(false);
    expect(fallsInWithPorts({ from: 'http/a.ts', to: 'adapters/index.ts' })).toBe(false);
  });
});

/** The only files that drive the simulator, and so the only ones that ever hold its truth. */
const DRIVERS = [
  'cli/roles/answer-journal.ts',
  'cli/roles/demo-files.ts',
  'cli/roles/demo-recommender.ts',
  'cli/roles/simulate-role.ts',
  'cli/simulate-settings.ts',
  'cli/simulate.ts',
];

describe("the simulator's truth", () => {
  const outside = files.filter((file) => roomOf(file) !== 'simulator');

  it('is imported by nobody but the commands that simulate', () => {
    const importers = imports.filter((i) => roomOf(i.to) === 'simulator').map((i) => i.from);
    const foreign = [...new Set(importers)].filter((file) => roomOf(file) !== 'simulator');
    expect(foreign.sort()).toEqual(DRIVERS);
  });

  it('lies in files that nobody else names', () => {
    const naming = outside.filter((file) =>
      /visits\.jsonl|faults\.jsonl|items\.jsonl|['"/]truth['"/]|VisitTruth/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(naming.filter((file) => !DRIVERS.includes(file))).toEqual([]);
    expect(naming).toContain('cli/roles/demo-files.ts');
  });
});
