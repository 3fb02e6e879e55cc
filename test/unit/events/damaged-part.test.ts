import { describe, expect, it } from 'vitest';
import { decodeLine, movielogDecoder, type QuarantineReason } from '../../../src/events/index.ts';

const part = (line: string, reason: QuarantineReason): string | null => {
  const span = movielogDecoder.damagedPart!(line, reason);
  return span === null ? null : line.slice(span.from, span.to);
};

describe('the damaged part of a line', () => {
  it.each([
    ['2024-03-01T1X2:00,7,GET /rate/film+1=3', '2024-03-01T1X2:00'],
    ['2024-03-01T12:00,7X,GET /rate/film+1=3', '7X'],
    ['2024-03-01T12:00,7,GET /rateX/film+1=3', 'GET /rateX/film+1=3'],
    ['2024-03-01T12:00,7,GET /rate/film+1=13', 'GET /rate/film+1=13'],
  ])('of %s is %s', (line, expected) => {
    const decoded = decodeLine(line);
    expect(decoded.ok ? null : part(line, decoded.reason)).toBe(expected);
  });

  it('is none where no inserted character explains the line', () => {
    for (const reason of ['not_utf8', 'empty_line', 'missing_field', 'line_too_long'] as const)
      expect(part('a,b,c', reason)).toBeNull();
    expect(part('no comma', 'bad_time')).toBeNull();
  });
});
