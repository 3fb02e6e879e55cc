import { describe, expect, it } from 'vitest';
import { compact, counted, figure, millis, percent } from '../../../src/pages/words.ts';

describe('words of the report', () => {
  it('never rounds a share to whole or to nothing', () => {
    expect([0, 0.0001, 0.1234, 0.99996, 1].map(percent)).toEqual([
      '0 %',
      '< 0.1 %',
      '12.3 %',
      '> 99.9 %',
      '100 %',
    ]);
  });

  it('counts one thing in the singular', () => {
    expect([0, 1, 2000].map((n) => counted(n, 'line'))).toEqual([
      '0 lines',
      '1 line',
      '2,000 lines',
    ]);
    expect(counted(2, 'watch', 'watches')).toBe('2 watches');
  });

  it('keeps three figures of a measured number', () => {
    expect([0, 0.012345, 1.2345, 12.345, 123.45, 12345].map(figure)).toEqual([
      '0',
      '0.0123',
      '1.23',
      '12.3',
      '123',
      '12,345',
    ]);
  });

  it('shortens what would not fit beside a scale', () => {
    expect([950, 12_000, 250_000, 2_500_000].map(compact)).toEqual([
      '950',
      '12,000',
      '250K',
      '2.5M',
    ]);
  });

  it('shows a missing time as a dash', () => {
    expect([millis(24), millis(null)]).toEqual(['24 ms', '–']);
  });
});
