import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from '../bench/bench.ts';
import { compare, type ComparisonFigures } from '../bench/compare.ts';
import { baselineOf, figuresTable, type Baseline } from '../bench/figures-table.ts';
import { ingestBench } from '../bench/ingest/index.ts';
import { MODELS_BENCH_PARTS, modelsBench } from '../bench/models.ts';
import { reportBench } from '../bench/report/index.ts';
import { serveBench } from '../bench/serve.ts';
import { serveTable } from '../bench/serve/serve-table.ts';
import { modelsTable } from '../bench/models/models-table.ts';
import { measureFirstPage } from '../bench/web/first-page.ts';
import { firstPageTable } from '../bench/web/first-page-table.ts';
import { runningDemo } from '../bench/web/running-demo.ts';
import { codeVersion } from '../src/pipeline/index.ts';

/**
 * `npm run bench -- NAME [--json] [--rounds N] [--store]`: measures and prints figures beside those
 * of named peers. `--store` makes the ratios the stored baseline. Exit code 2 for an unknown name.
 * For `models`, `--parts A,B` measures some of its parts, and `--folder DIR` keeps data and peer.
 * `web` opens the first page of a demo that it starts, or of the one at `--url`.
 */
const BENCHES: readonly Bench[] = [ingestBench, reportBench];

/** Epochs are compared, not whole commands, so this one has a course of its own. */
const MODELS = 'models';

/** Requests arrive by a schedule and are not repeated in rounds: a course of its own too. */
const SERVE = 'serve';

/** A page in a browser: a course of its own as well. */
const WEB = 'web';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    store: { type: 'boolean', default: false },
    parts: { type: 'string' },
    folder: { type: 'string' },
    url: { type: 'string' },
  },
});
const [name] = positionals;
if (name === MODELS) {
  await benchModels();
  process.exit();
}
if (name === SERVE) {
  await inScratch('serve', async (folder, say) => {
    const result = await serveBench({ folder, say });
    return values.json ? JSON.stringify(result, null, 2) : serveTable(result);
  });
  process.exit();
}
if (name === WEB) {
  await inScratch('web', benchWeb);
  process.exit();
}
const bench = BENCHES.find((known) => known.name === name);
const rounds = Number(values.rounds);
if (bench === undefined || !Number.isInteger(rounds) || rounds < 1) {
  const known = [...BENCHES.map((known) => known.name), MODELS, SERVE, WEB].join('\n  ');
  const found = `${name ?? 'no name'} with ${values.rounds} rounds`;
  process.stderr.write(`found ${found}, expected one of\n  ${known}\nand at least one round\n`);
  process.exit(2);
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
const figures: ComparisonFigures[] = [];
for await (const comparison of bench.comparisons(say))
  figures.push(await compare(comparison, { rounds, say }));
const path = join(import.meta.dirname, '../bench', bench.name, 'baseline.json');
const stored = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Baseline) : null;
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${codeVersion().runtime}`;
const document = { name: bench.name, machine, commit: codeVersion().commit, figures, stored };
process.stdout.write(
  values.json
    ? `${JSON.stringify(document, null, 2)}\n`
    : `${machine}\n\n${figuresTable(figures, stored)}\n`,
);
if (values.store) writeFileSync(path, `${JSON.stringify(baselineOf(figures), null, 2)}\n`);

/** iALS, top lists and linear models beside implicit, in one run. */
function benchModels(): Promise<void> {
  const wanted = values.parts?.split(',');
  const parts = MODELS_BENCH_PARTS.filter((part) => wanted?.includes(part) ?? true);
  return inScratch('models', async (folder, say) => {
    const result = await modelsBench({ folder, parts, say });
    return values.json ? JSON.stringify(result, null, 2) : modelsTable(result);
  });
}

/** The first page of a running demo, in milliseconds until it stands there. */
async function benchWeb(folder: string, say: (sentence: string) => void): Promise<string> {
  const demo =
    values.url === undefined
      ? await runningDemo(folder)
      : { url: values.url, stop: async () => undefined };
  try {
    const found = await measureFirstPage({ url: demo.url, rounds: Number(values.rounds), say });
    return values.json ? JSON.stringify(found, null, 2) : firstPageTable(found);
  } finally {
    await demo.stop();
  }
}

/** Does a work in a folder that is gone afterwards unless it was given, and prints what it gives. */
async function inScratch(
  what: string,
  work: (folder: string, say: (sentence: string) => void) => Promise<string>,
): Promise<void> {
  const kept = values.folder;
  const folder = kept ?? mkdtempSync(join(tmpdir(), `showrunner-bench-${what}-`));
  try {
    const text = await work(folder, (line) => void process.stderr.write(`${line}\n`));
    process.stdout.write(`${text}\n`);
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}
