import { messageOf } from '../domain/errors.ts';

/** What one request gave. */
export type HttpReply =
  /** JSON came, whatever the status says: the APIs tell by the body. */
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  /** Too many requests; `retryMs` when the API says how long to wait. */
  | { readonly kind: 'refused'; readonly retryMs: number | null }
  /** No answer, or one that makes no sense. */
  | { readonly kind: 'failed'; readonly problem: string };

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const TOO_MANY = 429;

/** Asks once. Never throws; a stop makes it fail. */
export async function requestJson(
  url: string,
  options: {
    readonly timeoutMs: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly stop: AbortSignal;
    readonly nowMs: number;
  },
): Promise<HttpReply> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await fetch(url, {
      headers: options.headers,
      redirect: 'error',
      signal: AbortSignal.any([deadline, options.stop]),
    });
    if (response.status === TOO_MANY) {
      await response.body?.cancel();
      return { kind: 'refused', retryMs: retryAfter(response, options.nowMs) };
    }
    return replyOf(response.status, await limitedText(response));
  } catch (thrown) {
    if (deadline.aborted)
      return { kind: 'failed', problem: `no answer within ${options.timeoutMs} ms` };
    return { kind: 'failed', problem: reasonOf(thrown) };
  }
}

function replyOf(status: number, text: string | null): HttpReply {
  if (text === null) return { kind: 'failed', problem: `an answer above ${MAX_BODY_BYTES} bytes` };
  try {
    return { kind: 'json', status, body: JSON.parse(text) };
  } catch {
    return { kind: 'failed', problem: `status ${status} without JSON` };
  }
}

/** The body as text; `null` when it is larger than any answer can be. */
async function limitedText(response: Response): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MAX_BODY_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Seconds or a date; anything else counts as not said. */
function retryAfter(response: Response, nowMs: number): number | null {
  const text = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** The reason inside "fetch failed". */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return messageOf(cause instanceof Error && cause.message !== '' ? cause : thrown);
}
