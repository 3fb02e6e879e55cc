import { ERROR_TABLE, type ErrorCode, type ErrorDetails, type ErrorKind } from './error-table.ts';

/**
 * Base of every error Showrunner raises on purpose. The class says what the caller can do; the
 * code says what happened; the message says it in words, with what was found, what was expected
 * and what to do about it.
 */
export class ShowrunnerError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, details: unknown, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}

/** The request is wrong: fix the command, the flag, the configuration. Exit code 2. */
export class InputError extends ShowrunnerError {}
/** The data are wrong: fix the file, the home, the artifact. Exit code 1. */
export class DataError extends ShowrunnerError {}
/** What was asked for does not exist. Exit code 1. */
export class NotFoundError extends ShowrunnerError {}
/** Somebody else holds it, or it is already there. Exit code 1. */
export class ConflictError extends ShowrunnerError {}
/** Not possible now; may work later. Exit code 1. */
export class UnavailableError extends ShowrunnerError {}
/** Our own bug. Exit code 1. */
export class InvariantError extends ShowrunnerError {}

const CLASSES: Record<ErrorKind, typeof ShowrunnerError> = {
  input: InputError,
  data: DataError,
  notFound: NotFoundError,
  conflict: ConflictError,
  unavailable: UnavailableError,
  invariant: InvariantError,
};

/**
 * Makes the error of a code in the table, with its message filled in. Always pass the cause
 * where there is one.
 */
export function errorOf<C extends ErrorCode>(
  code: C,
  details: ErrorDetails<C>,
  cause?: unknown,
): ShowrunnerError {
  const entry = ERROR_TABLE[code] as {
    kind: ErrorKind;
    message: (details: ErrorDetails<C>) => string;
  };
  return new CLASSES[entry.kind](code, details, entry.message(details), cause);
}

/** What any thrown value says, for a message that quotes it. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
