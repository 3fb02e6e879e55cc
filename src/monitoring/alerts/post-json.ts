import { messageOf } from '../../domain/errors.ts';
import type { Webhook } from './alerts-schema.ts';

/**
 * Posts a JSON text and waits for the status, at most as long as the webhook is given or until `stop`.
 *
 * @returns `null` when it was taken (2xx), else what went wrong
 */
export async function postJson(
  { url, timeoutSeconds }: Pick<Webhook, 'url' | 'timeoutSeconds'>,
  text: string,
  stop?: AbortSignal,
): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.any([
        AbortSignal.timeout(timeoutSeconds * 1000),
        ...(stop === undefined ? [] : [stop]),
      ]),
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
