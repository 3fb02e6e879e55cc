import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { say } from '../../support/recording-terminal.ts';

const understood = (words: string): string =>
  `showrunner: The command cannot be understood: ${words} [BAD_USAGE]\n`;

describe('a command that only holds others', () => {
  it.each([
    ['the program', [], 'Usage: showrunner [options] [command]'],
    ['catalogue', ['catalogue'], 'Usage: showrunner catalogue [options] [command]'],
    ['import', ['import'], 'Usage: showrunner import [options] [command]'],
    ['dataset', ['dataset'], 'Usage: showrunner dataset [options] [command]'],
  ])('prints its help on stderr: %s', async (_name, args, usage) => {
    const { code, out, err } = await say(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(usage);
    expect(err).not.toContain('outputHelp');
  });
});

describe('help and version', () => {
  it('are results: on stdout, with exit code 0', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(await say('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await say('dataset', '--help');
    expect([help.code, help.err]).toEqual([0, '']);
    expect(help.out).toContain('Usage: showrunner dataset');
  });
});

describe('a wrong command line', () => {
  it.each([
    [
      ['ingest', '--from', 'file:x', '--bogus'],
      "found unknown option '--bogus', expected one of its options. See: npx showrunner ingest --help",
    ],
    [
      ['ingst'],
      "found unknown command 'ingst', expected one of its commands. Did you mean ingest? See: npx showrunner --help",
    ],
    [
      ['dataset', 'lst'],
      "found unknown command 'lst', expected one of its commands. Did you mean list? See: npx showrunner dataset --help",
    ],
    [
      ['serve', '--port', 'abc'],
      "found 'abc' for --port <number>, expected a whole number from 0 to 65535. See: npx showrunner serve --help",
    ],
    [
      ['role', 'x'],
      'found no --settings <json>, expected that option. See: npx showrunner role --help',
    ],
    [
      ['ingest'],
      'found neither --from nor --config, expected one of them. See: npx showrunner ingest --help',
    ],
    [
      ['ingest', '--from'],
      'found nothing after --from, expected <source>. See: npx showrunner ingest --help',
    ],
    [
      ['dataset', 'show'],
      'found no <id>, expected that argument. See: npx showrunner dataset show --help',
    ],
    [
      ['dataset', 'show', 'a', 'b', '--json'],
      "found 2 arguments, 'a', 'b', expected only <id>. See: npx showrunner dataset show --help",
    ],
    [
      ['dataset', 'list', 'a'],
      "found the argument 'a', expected none. See: npx showrunner dataset list --help",
    ],
  ])('is told in one sentence: %j', async (args, words) => {
    expect(await say(...args)).toEqual({ code: 2, out: '', err: understood(words) });
  });

  it('names an option nobody knows before a required one that is missing', async () => {
    expect((await say('ingest', '--form', 'file:x')).err).toBe(
      understood(
        "found unknown option '--form', expected one of its options. Did you mean --from? See: npx showrunner ingest --help",
      ),
    );
  });

  it('names the choices of an argument', async () => {
    const { err } = await say('role', 'x', '--settings', '{}');
    expect(err).toMatch(
      /found 'x' for <name>, expected one of [a-z, ]+\. See: npx showrunner role/,
    );
  });
});
