import { describe, expect, it } from 'vitest';
import type { Catalogue, Coverage } from '../../../src/catalogue/index.ts';
import { decodeLine } from '../../../src/events/index.ts';
import { checkItem, checkUser } from '../../../src/quality/index.ts';

const knowing = (coverage: Coverage): Catalogue => ({
  id: 'c',
  itemCoverage: coverage,
  userCoverage: coverage,
  hasItem: (id) => id === 'film+1',
  hasUser: (id) => id === '1',
  lacksItem: () => false,
  lacksUser: () => false,
  item: () => undefined,
});
const event = (line: string) => {
  const decoded = decodeLine(`2024-03-01T00:00,${line}`);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.event;
};

describe('ids held against a catalogue', () => {
  it.each([
    ['none', 'known'],
    ['partial', 'unverified'],
    ['complete', 'unknown'],
  ] as const)('with coverage %s make an id it lacks %s', (coverage, standing) => {
    for (const line of ['2,GET /rate/film+2=3', '2,GET /data/m/film+2/3.mpg']) {
      expect(checkItem(event(line), knowing(coverage))).toBe(standing);
      expect(checkUser(event(line), knowing(coverage))).toBe(standing);
    }
  });

  it('are known when it has them', () => {
    expect(checkItem(event('1,GET /rate/film+1=3'), knowing('complete'))).toBe('known');
    expect(checkUser(event('1,GET /rate/film+1=3'), knowing('complete'))).toBe('known');
  });

  it('never make an answer unusable for its items', () => {
    const answer = (items: string) =>
      event(`1,recommendation request a:8082, status 200, result: ${items}, 5 ms`);
    expect(checkItem(answer('film+1'), knowing('complete'))).toBe('known');
    expect(checkItem(answer('film+1, film+2'), knowing('complete'))).toBe('unverified');
  });

  it('never make a new account unusable', () => {
    expect(checkUser(event('2,GET /create_account'), knowing('complete'))).toBe('known');
    expect(checkItem(event('2,GET /create_account'), knowing('complete'))).toBe('known');
  });
});
