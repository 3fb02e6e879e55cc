import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { NotThere } from './generated-block.ts';
import { count, share, table } from './markdown.ts';

interface ListedTest {
  readonly name: string;
  readonly file: string;
}

/** Marks by which a kind of test is told; a file may be of several kinds. */
const KINDS: readonly (readonly [
  name: string,
  isKind: (test: ListedTest, code: string) => boolean,
])[] = [
  ['unit: one concept, mirrors `src/`', ({ file }) => file.startsWith('unit')],
  [
    'integration: adjacent stages, real files, servers, processes',
    ({ file }) => file.startsWith('integration'),
  ],
  ['end to end: log to list to report', ({ file }) => file.startsWith('e2e')],
  [
    'of these: contract of a port, run on each adapter',
    ({ name }) => / as an? [a-z ]+ > /.test(name),
  ],
  ['of these: in files with laws over generated cases', (_, code) => code.includes("'fast-check'")],
  [
    'of these: in files that kill processes or fill disks',
    ({ file }) => /killed|full-disk|supervisor|serve-process/.test(file),
  ],
];

/** How many tests there are, counted by the runner: each row of a table of cases is one. */
export function testCountBlocks(root: string): Record<string, string> {
  const tests = listTests(root);
  const codeOf = new Map(
    [...new Set(tests.map(({ file }) => file))].map((file) => [
      file,
      readFileSync(join(root, 'test', file), 'utf8'),
    ]),
  );
  const laws = [...codeOf.values()].reduce(
    (sum, code) => sum + [...code.matchAll(/\bfc\.(?:asyncProperty|property)\(/g)].length,
    0,
  );
  const rows = KINDS.map(([name, isKind]) => {
    const found = tests.filter((test) => isKind(test, codeOf.get(test.file)!));
    return [name, count(found.length), count(new Set(found.map(({ file }) => file)).size)];
  });
  return {
    'test-counts': [
      table(
        ['Kind', 'Tests', 'Files'],
        [...rows, ['all', count(tests.length), count(codeOf.size)]],
      ),
      '',
      `${count(laws)} laws are checked with generated cases.`,
    ].join('\n'),
  };
}

function listTests(root: string): ListedTest[] {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-tests-'));
  try {
    const path = join(folder, 'tests.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    execFileSync(process.execPath, [vitest, 'list', '--no-static-parse', `--json=${path}`], {
      cwd: root,
      stdio: 'ignore',
    });
    const tests = JSON.parse(readFileSync(path, 'utf8')) as ListedTest[];
    return tests.map(({ name, file }) => ({ name, file: relative(join(root, 'test'), file) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Covered {
  readonly total: number;
  readonly covered: number;
}
type Coverage = Readonly<Record<string, { readonly lines: Covered; readonly branches: Covered }>>;

/** Coverage by folder. @throws NotThere without a summary, or with one of a part of the sources */
export function coverageBlocks(root: string, summaryPath: string): Record<string, string> {
  if (!existsSync(summaryPath)) throw new NotThere(`${summaryPath}; \`npm test\` makes it`);
  const summary = JSON.parse(readFileSync(summaryPath, 'utf8')) as Coverage;
  const files = Object.entries(summary).filter(([path]) => path !== 'total');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const wanted = sources.filter((path) => path.endsWith('.ts')).length;
  if (files.length < 0.9 * wanted)
    throw new NotThere(`${summaryPath} over all ${wanted} files of src (it has ${files.length})`);
  const rooms = Map.groupBy(files, ([path]) => roomOf(path));
  const of = (entries: typeof files, what: 'lines' | 'branches'): string => {
    const sum = (key: keyof Covered): number =>
      entries.reduce((all, [, file]) => all + file[what][key], 0);
    return share(sum('covered'), sum('total'));
  };
  const rows = [...rooms]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([room, entries]) => [
      room,
      entries.length,
      of(entries, 'lines'),
      of(entries, 'branches'),
    ]);
  return {
    coverage: table(
      ['Folder', 'Files', 'Lines', 'Branches'],
      [...rows, ['all of `src/`', files.length, of(files, 'lines'), of(files, 'branches')]],
    ),
  };
}

/** The summary may come from a checkout elsewhere. */
const roomOf = (path: string): string =>
  path.slice(path.lastIndexOf(`${sep}src${sep}`) + 5).split(sep)[0]!;
