import { describe, expect, it } from 'vitest';
import {
  describeConfiguration,
  families,
  parseConfiguration,
} from '../../../src/training/index.ts';
import { requireFamily } from '../../../src/training/index.ts';

const als = requireFamily('als');

describe('parseConfiguration', () => {
  it('fills in defaults and freezes', () => {
    const configuration = parseConfiguration(als, { epochs: 3 });
    expect(configuration['epochs']).toBe(3);
    expect(configuration['factorCount']).toBe(64);
    expect(Object.isFrozen(configuration)).toBe(true);
  });

  it('reads the texts of --set as JSON', () => {
    const configuration = parseConfiguration(als, { epochs: '7', historyDecayRank: 'null' });
    expect(configuration['epochs']).toBe(7);
    expect(configuration['historyDecayRank']).toBe(null);
  });

  it('names the nearest key for an unknown one', () => {
    expect(() => parseConfiguration(als, { factorcount: 3 })).toThrow(
      "Did you mean 'factorCount'?",
    );
    expect(() => parseConfiguration(als, { halfLife: 3 })).toThrow(
      'found it there, expected one of',
    );
  });

  it.each([
    ['epochs', 0, 'a whole number from 1 to 1000'],
    ['epochs', '2.5', 'a whole number from 1 to 1000'],
    ['epochs', 'many', 'a whole number from 1 to 1000'],
    ['epochs', '', 'a whole number from 1 to 1000'],
    ['epochs', undefined, ''],
    ['regularization', '-1', 'above 0 and up to 1000'],
    ['regularization', NaN, 'above 0 and up to 1000'],
    ['historyDecayFloor', 2, '0 to 1'],
  ])('refuses %s = %s, naming its range', (key, value, range) => {
    if (value === undefined) {
      expect(parseConfiguration(als, { [key]: value })[key]).toBe(12);
      return;
    }
    expect(() => parseConfiguration(als, { [key]: value })).toThrow(`expected ${range}`);
  });
});

describe('describeConfiguration', () => {
  it.each(Object.entries(families))('tells what can be set of %s', (_name, family) => {
    const fields = describeConfiguration(family);
    const defaults = parseConfiguration(family, {});
    expect(fields.map(({ key }) => key).sort()).toEqual(Object.keys(defaults).sort());
    for (const { key, doc, range, default: value } of fields) {
      expect(doc).toMatch(/\.$/);
      expect(range).not.toBe('undefined');
      expect(value).toEqual(defaults[key]);
    }
  });

  it('gives units where there are any', () => {
    const [halfLife] = describeConfiguration(requireFamily('popularity'));
    expect(halfLife).toMatchObject({ key: 'halfLifeDays', unit: 'days', default: 365 });
  });
});
