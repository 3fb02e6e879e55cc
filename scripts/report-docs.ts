import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { faultBlocks } from './report-docs/faults.ts';
import { NotThere, withBlock } from './report-docs/generated-block.ts';
import { deadLinks } from './report-docs/links.ts';
import { structureBlocks } from './report-docs/structure.ts';
import { coverageBlocks, testCountBlocks } from './report-docs/test-figures.ts';
import { coverageOfWorthBlocks, proofBlocks, worthBlocks } from './report-docs/worth.ts';

/**
 * `npm run report-docs [-- PART …]`: measures anew what the pages in `docs/report` say in figures
 * and puts it in its place; without a part, all of them (some minutes). A part that cannot be
 * measured keeps its old text, and the reason is said.
 *
 * `--coverage FILE` is Vitest's `coverage-summary.json` of a run of all tests.
 * Exit code 0; 1 when a link is dead or a part failed, 2 for a part that there is not.
 */
const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'docs/report');

interface Part {
  readonly page: string;
  blocks(): Promise<Record<string, string>> | Record<string, string>;
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { coverage: { type: 'string', default: join(ROOT, 'coverage/coverage-summary.json') } },
});

const PARTS: Readonly<Record<string, Part>> = {
  structure: { page: 'code-structure.md', blocks: () => structureBlocks(ROOT, PAGES) },
  faults: { page: 'data-quality.md', blocks: () => faultBlocks(say) },
  worth: { page: 'evaluation-in-production.md', blocks: () => worthBlocks(say) },
  proof: { page: 'evaluation-in-production.md', blocks: () => proofBlocks(ROOT) },
  uplift: { page: 'evaluation-in-production.md', blocks: () => coverageOfWorthBlocks(ROOT) },
  tests: { page: 'testing.md', blocks: () => testCountBlocks(ROOT) },
  coverage: { page: 'testing.md', blocks: () => coverageBlocks(ROOT, values.coverage) },
};

const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  say(`found ${unknown.join(', ')}, expected parts among ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
for (const name of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
  try {
    const { page, blocks } = PARTS[name]!;
    await rewrite(join(PAGES, page), await blocks());
    say(`${name}: measured anew in ${page}.`);
  } catch (thrown) {
    const isExpected = thrown instanceof NotThere;
    if (!isExpected) process.exitCode = 1;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    say(`${name}: keeps its old text: ${isExpected ? 'there is no ' : ''}${why}`);
  }
}
const dead = deadLinks(PAGES);
dead.forEach(say);
if (dead.length > 0) process.exitCode = 1;

async function rewrite(path: string, blocks: Readonly<Record<string, string>>): Promise<void> {
  const page = Object.entries(blocks).reduce(
    (text, [name, block]) => withBlock(text, name, block),
    readFileSync(path, 'utf8'),
  );
  writeFileSync(
    path,
    await format(page, { parser: 'markdown', printWidth: 100, singleQuote: true }),
  );
}
