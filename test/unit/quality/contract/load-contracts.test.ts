import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContracts, SHIPPED_CONTRACTS } from '../../../../src/quality/index.ts';
import { openHome } from '../../../../src/store/index.ts';
import { temporaryFolder } from '../../../support/installation.ts';
import { writeKindContracts } from '../../../support/kind-contracts.ts';

const shipped = (table: string): string =>
  readFileSync(join(SHIPPED_CONTRACTS, `${table}.yaml`), 'utf8');

/** Loads the shipped events contract with one place changed. */
function loadChanged(from: string, to: string) {
  const home = openHome(temporaryFolder());
  const folder = join(home.root, 'contracts');
  const text = shipped('events');
  expect(text).toContain(from);
  mkdirSync(folder);
  writeFileSync(join(folder, 'events.yaml'), text.replace(from, to));
  return loadContracts(home, null);
}

/** 1-based line of a text in the shipped events contract. */
const lineOf = (text: string): number =>
  shipped('events').slice(0, shipped('events').indexOf(text)).split('\n').length;

const refused = (from: string, to: string): unknown => {
  try {
    loadChanged(from, to);
  } catch (thrown) {
    return (thrown as { details: unknown }).details;
  }
  throw new Error('expected a refusal');
};

describe('the contracts in force', () => {
  it('are the shipped ones for tables without a file in the home', () => {
    const home = openHome(temporaryFolder());
    writeKindContracts(join(home.root, 'contracts'));
    writeFileSync(join(home.root, 'contracts/movies.yaml'), shipped('movies'));
    const { all } = loadContracts(home, null);
    expect(all.map(({ id, isShipped }) => [id, isShipped])).toEqual([
      ['every-kind', false],
      ['every-kind-users', false],
      ['showrunner-movies', false],
    ]);
    const plain = loadContracts(openHome(temporaryFolder()), null);
    expect(plain.all.every(({ isShipped }) => isShipped)).toBe(true);
  });

  it('are those of a folder that is given, before those of the home', () => {
    const home = openHome(temporaryFolder());
    writeKindContracts(join(home.root, 'contracts'));
    const other = temporaryFolder();
    writeFileSync(join(other, 'events.yaml'), shipped('events'));
    const { all } = loadContracts(home, other);
    expect(all.map(({ id }) => id)).toEqual([
      'showrunner-events',
      'showrunner-users',
      'showrunner-movies',
    ]);
  });

  it('have a hash over what they state, not over how it is laid out', () => {
    const same = loadChanged('# What the accepted', '# Anything, really. What the accepted');
    const other = loadChanged('maximum: 1500', 'maximum: 1400');
    const plain = loadContracts(openHome(temporaryFolder()), null);
    expect(same.hash).toBe(plain.hash);
    expect(other.hash).not.toBe(plain.hash);
  });

  it('are refused when the folder is not there', () => {
    const home = openHome(temporaryFolder());
    expect(() => loadContracts(home, join(home.root, 'nowhere'))).toThrow('no such folder');
  });

  it('are refused when a file has another name, with the nearest one', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'event.yaml'), shipped('events'));
    const home = openHome(temporaryFolder());
    expect(() => loadContracts(home, folder)).toThrow('nearest is events.yaml');
  });
});

describe('an error in a contract', () => {
  const METRIC = 'metric: rowCount';
  it.each([
    [
      'a key that nobody knows',
      METRIC,
      'metirc: rowCount',
      'schema[0].quality[0].metirc',
      'the nearest is metric',
    ],
    [
      'a metric that there is not',
      METRIC,
      'metric: rows',
      'schema[0].quality[0].metric',
      'rowCount',
    ],
    [
      'no comparison',
      'mustBeGreaterThan: 0',
      'unit: rows',
      'schema[0].quality[0]',
      'one comparison',
    ],
    [
      'a comparison with text',
      'mustBeGreaterThan: 0',
      'mustBeGreaterThan: many',
      'schema[0].quality[0].mustBeGreaterThan',
      'a number',
    ],
    [
      'another version of the standard',
      'apiVersion: v3.1.0',
      'apiVersion: v2.0.0',
      'apiVersion',
      'v3.1.0',
    ],
    [
      'a custom check that there is not',
      'check: unaccountedLines',
      'check: unaccountedLine',
      'schema[0].quality[2].implementation.check',
      'the nearest is unaccountedLines',
    ],
    [
      'an option of a custom check that there is not',
      'leastRows: 1000',
      'lestRows: 1000',
      'schema[0].quality[10].implementation.lestRows',
      'the nearest is leastRows',
    ],
    [
      'a severity that there is not',
      'value: note',
      'value: notes',
      'customProperties[0].value',
      'the nearest is note',
    ],
    [
      'a column of a key that there is not',
      '[kind, time_ms, time_nanos,',
      '[kind, time_ms, time_nano,',
      'schema[0].quality[1].arguments.properties[2]',
      'the nearest is time_nanos',
    ],
    [
      'a unit of time that there is not',
      'unit: h',
      'unit: hh',
      'slaProperties[0].unit',
      'the nearest is h',
    ],
    ['the table of another file', 'name: events', 'name: users', 'schema[0].name', 'events'],
  ])('names line and field: %s', (_, from, to, field, expected) => {
    const details = refused(from, to) as { field: string; line: number; expected: string };
    expect(details.field).toBe(field);
    expect(details.expected).toContain(expected);
    // A rule's place is its first line; a list may go over several.
    expect(Math.abs(details.line - lineOf(from))).toBeLessThanOrEqual(from.startsWith('[') ? 3 : 1);
  });

  it('names the line where the text is no YAML', () => {
    const details = refused('kind: DataContract', 'kind: [DataContract') as { line: number };
    expect(details.line).toBeGreaterThanOrEqual(lineOf('kind: DataContract'));
  });
});
