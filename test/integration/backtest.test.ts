import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtestCommand } from '../../src/cli/backtest.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { families } from '../../src/training/index.ts';
import { Command } from 'commander';

let folder: string;
let train: string;
let test: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backtest-'));
  train = join(folder, 'train.tsv.gz');
  test = join(folder, 'test.tsv');
  // Six users of two tastes; each is to be shown the one item of the taste they lack.
  const rows = [0, 1, 2, 3, 4, 5].flatMap((user) =>
    [0, 1, 2, 3]
      .filter((item) => item !== user % 4)
      .map((item) => `${user}\t${user % 2}-${item}\t5\t${1000 + item}`),
  );
  writeFileSync(train, gzipSync(rows.join('\n')));
  writeFileSync(test, [0, 1, 2, 3].map((user) => `${user}\t${user % 2}-${user}\t1`).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line and gives what a person would see. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    interactive: false,
    columns: 80,
    stop: new AbortController().signal,
  };
  const program = new Command('showrunner').addCommand(backtestCommand(terminal));
  const code = await runCli(['backtest', ...args], terminal, program);
  return { code, out, err };
}

describe('showrunner backtest', () => {
  it('prints one JSON document with a result for every model', async () => {
    const { code, out, err } = await run(
      '--train',
      train,
      '--test',
      test,
      '--model',
      'all',
      '--at',
      '2',
      '--json',
    );
    expect([code, err]).toEqual([0, '']);
    const { results, skipped } = JSON.parse(out) as {
      results: Record<string, unknown>[];
      skipped: [];
    };
    expect(results.map(({ model }) => model)).toEqual(Object.keys(families));
    expect(skipped).toEqual([]);
    for (const result of results) {
      expect(result['users']).toBe(4);
      for (const key of ['ndcg', 'recall', 'coverage', 'trainSeconds', 'bytes'])
        expect(result[key]).toBeTypeOf('number');
    }
    // Users 0..3 lack an item that the others of their taste have: only ids differ by taste, so
    // als and the linear models find it at once.
    const personal = results.filter(({ model }) => /als|ease|dlae/.test(String(model)));
    expect(personal.map(({ ndcg }) => ndcg)).toEqual([1, 1, 1, 1]);
  });

  it('writes a page with plots that needs nothing else', async () => {
    const page = join(folder, 'backtest.html');
    const given = ['--train', train, '--test', test, '--model', 'popularity,als', '--html', page];
    expect((await run(...given)).code).toBe(0);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/^<!doctype html>/);
    // A plot of accuracy against coverage with a point a model, a chart a slice, a learning curve.
    const [plot] = text.match(/<svg[^>]*against coverage[^]*?<\/svg>/)!;
    expect(plot.match(/<circle/g)).toHaveLength(2);
    expect(text).toMatch(/items in the (head|middle|tail) of popularity/);
    expect(text).toContain('users with 1-4 training rows, 4 users');
    expect(text).toContain('Learning curve of als');
    expect(text).not.toMatch(/NaN|undefined|https?:|<script/);
  });

  it('says so when the page cannot be written', async () => {
    const given = ['--train', train, '--test', test, '--model', 'popularity', '--html', folder];
    const { code, err } = await run(...given);
    expect(code).toBe(2);
    expect(err).toContain('cannot be written');
  });

  it('prints a table for people, in the order of the models asked for', async () => {
    const { code, out } = await run(
      '--train',
      train,
      '--test',
      test,
      '--model',
      'als,popularity',
      '--at',
      '1',
    );
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines[0]).toMatch(/^model +users +nDCG@1 +recall@1 +coverage +trained in +size$/);
    expect(lines[1]).toMatch(/^als +4 +1\.0000 ± 0\.0000 +1\.0000 +/);
    expect(lines[2]).toMatch(/^popularity +4 /);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  it('offers no home, but takes one as every command does', async () => {
    const { out } = await run('--help');
    expect(out).not.toContain('--home');
    expect(out).toContain('--json');
    expect(out.replace(/\s+/g, ' ')).toContain(
      `names separated by commas (${Object.keys(families).join(', ')}), or all`,
    );
    const files = ['--train', train, '--test', test, '--model', 'popularity'];
    expect((await run(...files, '--home', folder)).code).toBe(0);
  });

  it('says how many users are not judged', async () => {
    const other = join(folder, 'other.tsv');
    writeFileSync(other, '0\t0-0\n77\t0-0\n');
    const { out } = await run('--train', train, '--test', other, '--model', 'popularity');
    expect(out).toContain('1 test user has no training row and is not judged.');
  });

  it.each([
    ['an unknown model', ['--model', 'asl'], "Did you mean 'als'?", 2],
    ['a list of no length', ['--model', 'als', '--at', '0'], "found '0' for --at", 2],
    ['a length that is no number', ['--model', 'als', '--at', 'x'], "found 'x' for --at", 2],
    ['a missing model', [], '--model', 2],
  ])('refuses %s', async (_name, args, message, code) => {
    const result = await run('--train', train, '--test', test, ...args);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
    expect(result.out).toBe('');
  });

  it('names the line and column of a row it cannot read', async () => {
    const broken = join(folder, 'broken.tsv');
    writeFileSync(broken, '1\ta\n2\n');
    const { code, err } = await run('--train', broken, '--test', test, '--model', 'als');
    expect(code).toBe(1);
    expect(err).toContain('line 2, column item');
  });
});

describe('showrunner backtest on a catalogue too large for a model', () => {
  it('leaves the model out of `all`, saying why, and fails where it was asked for', async () => {
    const wide = join(folder, 'wide.tsv');
    writeFileSync(
      wide,
      Array.from({ length: 6001 }, (_, item) => `${item % 5}\t${item}`).join('\n'),
    );
    const one = join(folder, 'one.tsv');
    writeFileSync(one, '0\t1\n');
    const asked = await run('--train', wide, '--test', one, '--model', 'popularity,ease');
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('found 6001 items, expected at most 6000');
    const { code, out } = await run('--train', wide, '--test', one, '--model', 'all');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^popularity +1 .*\n(^(transitions|item-knn|als) +1 .*\n){3}^ease was left out\. The catalogue is too/m,
    );
  });
});
