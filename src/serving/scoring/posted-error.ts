import { ERROR_TABLE, type ErrorCode } from '../../domain/error-table.ts';
import { errorOf, messageOf, ShowrunnerError } from '../../domain/errors.ts';

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

/** The error that was posted; one in no table comes out as `SCORING_BROKE_OFF`. */
export function revivedError({ code, details, message }: PostedError): ShowrunnerError {
  if (code === null || !Object.hasOwn(ERROR_TABLE, code))
    return errorOf('SCORING_BROKE_OFF', { found: `'${message}'` });
  return errorOf(code, details as never);
}
