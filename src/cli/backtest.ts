import type { Command } from 'commander';
import { readInteractionFile } from '../adapters/index.ts';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf, ShowrunnerError } from '../domain/errors.ts';
import {
  backtest,
  backtestPage,
  compareBacktests,
  positivesOf,
  type BacktestComparison,
  type BacktestResult,
} from '../pipeline/index.ts';
import { families, requireFamily, type Family } from '../training/index.ts';
import { homelessCommand, perform, type CommandIo, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import { signed } from './signed.ts';
import { count, duration, type Terminal } from './terminal.ts';
import { writeAskedFile } from './write-file.ts';

interface BacktestFlags extends CommonOptions {
  readonly train: string;
  readonly test: string;
  readonly model: string;
  readonly at: string;
  readonly seed: string;
  readonly against: string;
  readonly html?: string;
}

/** A family that `all` could not judge. */
interface Skipped {
  readonly model: string;
  readonly reason: string;
}

/** `showrunner backtest`: judges families on given train and test files. Needs no home. */
export const backtestCommand = (terminal: Terminal): Command =>
  homelessCommand('backtest', 'train models on one file of interactions and judge them on another')
    .requiredOption('--train <file>', 'rows user<TAB>item[<TAB>value[<TAB>time]], plain or .gz')
    .requiredOption('--test <file>', 'rows to be predicted, of the same form')
    .requiredOption(
      '--model <names>',
      `names separated by commas (${Object.keys(families).join(', ')}), or all`,
    )
    .option('--at <k>', 'length of the lists', '10')
    .option('--against <name>', 'the one of these models that the others are compared with', 'ease')
    .option('--html <file>', 'write a page with plots beside the table')
    .option('--seed <n>', 'decides whatever is left to chance', '0')
    .addHelpText('after', NOTES)
    .action((flags: BacktestFlags) =>
      perform(terminal, flags, async (io) => runBacktest(flags, io)),
    );

const NOTES = `
Every row is a positive, whatever its value. Items of a user's own training rows are never
recommended to them; test items that no training row names count as misses. Models are trained
with their defaults.`;

async function runBacktest(flags: BacktestFlags, io: CommandIo): Promise<void> {
  const k = wholeNumber('--at', flags.at, 1);
  const seed = wholeNumber('--seed', flags.seed, 0);
  const all = flags.model === 'all';
  requireFamily(flags.against);
  const chosen = all ? Object.values(families) : flags.model.split(',').map(requireFamily);
  const train = positivesOf(await readInteractionFile(flags.train, io.progress));
  const test = positivesOf(await readInteractionFile(flags.test, io.progress));
  const seconds = (): number => performance.now() / 1000;
  const options = { k, seed, progress: io.progress, seconds, stop: io.terminal.stop };
  const results: BacktestResult[] = [];
  const skipped: Skipped[] = [];
  for (const family of chosen) {
    const outcome = all
      ? await judgeOrSkip(() => backtest(family, { train, test }, options), family)
      : await backtest(family, { train, test }, options);
    if ('reason' in outcome) skipped.push(outcome);
    else results.push(outcome);
  }
  const compared = compareBacktests(results, { against: flags.against, seed });
  const document = {
    k,
    seed,
    results: results.map((result) => ({ ...result, ndcgByUser: undefined })),
    compared: compared.map((one) => ({ ...one })),
    skipped: skipped.map((left) => ({ ...left })),
  };
  if (flags.html !== undefined)
    await writeAskedFile(flags.html, backtestPage({ k, seed, results, skipped }));
  io.result(
    JSON.parse(JSON.stringify(document)) as Json,
    [table(k, results, skipped), ...compared.map(wordsOf)].join('\n'),
  );
}

const wordsOf = ({ model, against, difference, low, high }: BacktestComparison): string =>
  `${model} − ${against}: ${signed(difference)} (95 % interval ${signed(low)} to ${signed(high)}, paired)`;

/** A family that cannot take this catalogue is named, not fatal, where all were asked for. */
async function judgeOrSkip(
  judge: () => Promise<BacktestResult>,
  family: Family,
): Promise<BacktestResult | Skipped> {
  try {
    return await judge();
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError && thrown.code === 'CATALOGUE_TOO_LARGE')
      return { model: family.name, reason: thrown.message };
    throw thrown;
  }
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= least) return value;
  throw errorOf('BAD_USAGE', {
    found: `'${text}' for ${flag}`,
    expected: `a whole number from ${least}`,
    help: 'npx showrunner backtest --help',
  });
}

function table(k: number, results: readonly BacktestResult[], skipped: readonly Skipped[]): string {
  const header = ['model', 'users', `nDCG@${k}`, `recall@${k}`, 'coverage', 'trained in', 'size'];
  const rows = results.map((r) => [
    r.model,
    count(r.users),
    `${r.ndcg.toFixed(4)}${r.ndcgStandardError === null ? '' : ` ± ${r.ndcgStandardError.toFixed(4)}`}`,
    r.recall.toFixed(4),
    `${(100 * r.coverage).toFixed(1)} %`,
    r.trainSeconds < 10 ? `${r.trainSeconds.toFixed(1)} s` : duration(r.trainSeconds),
    `${(r.bytes / 1e6).toFixed(1)} MB`,
  ]);
  const widths = header.map((name, c) =>
    Math.max(name.length, ...rows.map((row) => row[c]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join('  ');
  const unjudged = results[0]?.usersWithoutTraining ?? 0;
  return [
    line(header),
    ...rows.map(line),
    ...(unjudged > 0
      ? [
          `${counted(unjudged, 'test user')} ${unjudged === 1 ? 'has no training row and is' : 'have no training row and are'} not judged.`,
        ]
      : []),
    ...skipped.map(({ model, reason }) => `${model} was left out. ${reason}`),
  ].join('\n');
}
