import { describe, expect, it } from 'vitest';
import { ERROR_TABLE, type ErrorCode } from '../../../src/domain/error-table.ts';
import { errorOf, InputError, messageOf, ShowrunnerError } from '../../../src/domain/errors.ts';

const entries = Object.entries(ERROR_TABLE) as [ErrorCode, (typeof ERROR_TABLE)[ErrorCode]][];

describe('the error table', () => {
  it.each(entries)('%s says what was found, what was expected and what to do', (code, entry) => {
    const error = errorOf(code, entry.example as never);
    expect(error.message).toContain('found');
    expect(error.message).toContain('expected');
    expect(error.message).not.toMatch(/undefined|NaN|\[object/);
    // At least two sentences: what happened, and what to do about it.
    expect(error.message.split(/[.:;] [A-Z]|[.;:] /).length).toBeGreaterThanOrEqual(2);
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
  });
});

describe('errorOf', () => {
  it('gives the class of what the caller can do, with code, details and cause', () => {
    const cause = new Error('below');
    const details = { path: 'x.log', expected: 'a readable file' };
    const error = errorOf('FILE_NOT_FOUND', details, cause);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toBeInstanceOf(ShowrunnerError);
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', details, cause, name: 'InputError' });
  });

  it('quotes whatever was thrown', () => {
    expect(messageOf(new Error('a'))).toBe('a');
    expect(messageOf(7)).toBe('7');
  });
});
