import { refusalOf, Refused } from './refused.ts';

/** How a request differs from a plain GET. */
export interface AskOptions {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const NO_ANSWER = 'No answer came. Is the server running, and can this browser reach it?';

/**
 * Asks a server for JSON.
 *
 * @throws Refused with what the server said, or status 0 where it could not be reached
 */
export async function ask<T>(url: string, options: AskOptions = {}): Promise<T> {
  const { method = 'GET', body, headers = {}, signal } = options;
  const answer = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((thrown: unknown) => {
    if (signal?.aborted === true) throw thrown;
    throw new Refused(0, 'unreachable', NO_ANSWER);
  });
  const text = await answer.text();
  const parsed = jsonOf(text);
  if (!answer.ok) throw refusalOf(answer.status, parsed);
  if (parsed === undefined && text !== '')
    throw new Refused(answer.status, 'unexpected', 'The answer is not what this page understands.');
  return parsed as T;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
