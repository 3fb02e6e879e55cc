import { randomBytes, randomUUID } from 'node:crypto';

/** A header as Node gives it. */
type Header = string | readonly string[] | undefined;

const TOKEN = /^[\w.:@+/=-]{1,128}$/;
const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The id of a request: what the caller sent in `x-request-id` where it is a token of 1 to 128
 * letters, digits and `_ . : @ + / = -`; else a new one.
 */
export const requestIdOf = (header: Header): string =>
  typeof header === 'string' && TOKEN.test(header) ? header : randomUUID();

/** A trace that began at the caller's. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** This server's part in it, 16 hexadecimal digits. */
  readonly spanId: string;
  readonly isSampled: boolean;
}

/**
 * Goes on with the trace that the header `traceparent` names; `null` where there is none, or where
 * it does not follow W3C Trace Context, level 1, whose later versions may append to it.
 */
export function continueTrace(header: Header): TraceContext | null {
  const found = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  if (found === null) return null;
  const [, version, traceId, , flags, more] = found;
  if (version === '00' && more !== undefined) return null;
  return { traceId: traceId!, spanId: newSpanId(), isSampled: (parseInt(flags!, 16) & 1) === 1 };
}

/** The header that names this server's part in a trace. */
export const traceparentOf = ({ traceId, spanId, isSampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;

function newSpanId(): string {
  for (;;) {
    const id = randomBytes(8).toString('hex');
    if (!/^0+$/.test(id)) return id;
  }
}
