/** An answer that is not what was asked for: what the server said of it. */
export class Refused extends Error {
  /** HTTP status; 0 where no answer came at all. */
  readonly status: number;
  /** The server's name for it, such as `no-receipt`. */
  readonly code: string;
  /** Members that came with it, such as the parameter. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/**
 * What an answer says was wrong: `{error, message}` of the control server or a problem (RFC 9457) of
 * the public one; anything else by its status.
 */
export function refusalOf(status: number, body: unknown): Refused {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof said['error'] === 'string' && typeof said['message'] === 'string')
    return new Refused(status, said['error'], said['message'], said);
  if (typeof said['title'] === 'string') {
    const code = String(said['type'] ?? '')
      .split(':')
      .at(-1)!;
    const detail = typeof said['detail'] === 'string' ? ` ${said['detail']}` : '';
    return new Refused(status, code, said['title'] + detail, said);
  }
  return new Refused(status, 'unexpected', `The server answered with status ${status}.`);
}
