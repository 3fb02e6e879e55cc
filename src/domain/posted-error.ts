import { ERROR_TABLE, type ErrorCode } from './error-table.ts';
import { errorOf, messageOf, ShowrunnerError } from './errors.ts';

/** An error on its way from one thread to another. */
export interface PostedError {
  /** `null` for what is in no table. */
  readonly code: ErrorCode | null;
  readonly details: unknown;
  readonly message: string;
}

export const postedError = (thrown: unknown): PostedError =>
  thrown instanceof ShowrunnerError
    ? { code: thrown.code, details: thrown.details, message: thrown.message }
    : { code: null, details: null, message: messageOf(thrown) };

/** The error that was posted. @param other what one becomes that is in no table, by its message */
export const revivedError = (
  { code, details, message }: PostedError,
  other: (message: string) => ShowrunnerError,
): ShowrunnerError =>
  code === null || !Object.hasOwn(ERROR_TABLE, code)
    ? other(message)
    : errorOf(code, details as never);
