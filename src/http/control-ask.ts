import type { FastifyInstance } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import { messageOf } from '../domain/errors.ts';
import type { ThrottledWarning } from '../telemetry/index.ts';
import { LIST, type AskedList } from './control-asked-list.ts';
import { refuseControl } from './control-refusals.ts';

const TIMEOUT_MS = 2_000;
const MAX_DIGITS = 64;

/**
 * Adds `GET /v1/ask/:userId`: any user's list, asked of the public server as everybody asks it,
 * with a receipt like any other. Adds how long it took.
 */
export function addAskRoute(
  app: FastifyInstance,
  {
    servingUrl,
    warn,
    monotonic,
  }: {
    readonly servingUrl: string;
    readonly warn: ThrottledWarning;
    readonly monotonic: Clock;
  },
): void {
  app.get<{ Params: { readonly userId: string } }>('/v1/ask/:userId', async (request, reply) => {
    const { userId } = request.params;
    if (!/^[0-9]+$/.test(userId) || userId.length > MAX_DIGITS)
      return refuseControl(reply, 'bad-user');
    const began = monotonic.nowMs();
    try {
      const answer = await fetch(`${servingUrl}/v1/users/${userId}/recommendations`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      const list = LIST.parse(await answer.json());
      const tookMs = Math.round((monotonic.nowMs() - began) * 10) / 10;
      return { ...list, tookMs } satisfies AskedList;
    } catch (thrown) {
      warn('ask-failed', { found: messageOf(thrown) });
      return refuseControl(reply, 'serving-failed');
    }
  });
}
