import { Agent, get } from 'node:http';
import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { Recommender, RecommenderAnswer } from './recommender.ts';
import { notFoundText } from './void-answer.ts';

/** How the service calls a recommendation service. */
export interface HttpRecommenderOptions {
  /** Host and port that are really called. */
  readonly address: { readonly host: string; readonly port: number };
  /** Host that the stream names. */
  readonly namedHost: string;
  /** The caller gives up after this; 600 in newer installations, 800 in older ones. */
  readonly timeoutMs: number;
  /** Whether the service knows a movie. */
  readonly knows: (movieId: string) => boolean;
  readonly clock: Clock;
}

const LIST_LENGTH = 20;
/** An answer longer than this is no list of 20 ids; the rest is not read. */
const MAX_BODY_BYTES = 1 << 16;

interface HttpAnswer {
  readonly code: number;
  readonly body: string;
  readonly receiptId: string | null;
}

/**
 * Asks `GET /recommend/<userid>` the way the service does: splits the body at commas and looks each
 * piece up as it is (one unknown piece voids the answer, a blank or a line end is part of its
 * piece), shows the first 20, gives up after the timeout, and words failures as the stream shows
 * them. Never rejects. Close it to let idle connections go.
 */
export function httpRecommender(options: HttpRecommenderOptions): Recommender & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    close: () => agent.destroy(),
    ask: async (userId) => {
      const startedMs = options.clock.nowMs();
      const outcome = await call(agent, options, userId).then(
        (answer) => judged(answer, options),
        (thrown: unknown) => failed(failureText(thrown, options)),
      );
      const latencyMs = Math.max(0, Math.round(options.clock.nowMs() - startedMs));
      return { ...outcome, latencyMs };
    },
  };
}

type Outcome = Omit<RecommenderAnswer, 'latencyMs'>;

const failed = (errorText: string): Outcome => ({
  status: 0,
  itemIds: [],
  errorText,
  receiptId: null,
});

function judged({ code, body, receiptId }: HttpAnswer, options: HttpRecommenderOptions): Outcome {
  if (code !== 200) return failed(`dispatch.StatusCode: Unexpected response status: ${code}`);
  const itemIds = body.split(',').slice(0, LIST_LENGTH);
  const unknown = itemIds.find((piece) => !options.knows(piece));
  if (unknown === undefined) return { status: 200, itemIds, errorText: '', receiptId };
  // The stream is made of lines; whatever would break one is shown as a blank.
  const errorText = notFoundText(unknown.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200));
  return { status: 400, itemIds: [], errorText, receiptId };
}

const TIMED_OUT = 'timed out';

function failureText(
  thrown: unknown,
  { namedHost, address, timeoutMs }: HttpRecommenderOptions,
): string {
  const place = `${namedHost}/${address.host}:8082`;
  const code = (thrown as NodeJS.ErrnoException).code;
  if (messageOf(thrown) === TIMED_OUT)
    return `java.util.concurrent.TimeoutException: Request timeout to ${place} after ${timeoutMs} ms`;
  if (code === 'ECONNREFUSED') return `Connection refused: ${place}`;
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `java.net.ConnectException: connection timed out: ${place}`;
  return `java.io.IOException: ${messageOf(thrown).replaceAll(/\p{Cc}/gu, ' ')}`;
}

function call(agent: Agent, options: HttpRecommenderOptions, userId: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { host, port } = options.address;
    const request = get({ agent, host, port, path: `/recommend/${userId}` }, (response) => {
      const receipt = response.headers['x-showrunner-receipt'];
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_BODY_BYTES) chunks.push(chunk);
        else response.destroy(new Error('the answer is too long'));
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          code: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          receiptId: typeof receipt === 'string' ? receipt : null,
        }),
      );
    });
    const timer = setTimeout(() => request.destroy(new Error(TIMED_OUT)), options.timeoutMs);
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
  });
}
