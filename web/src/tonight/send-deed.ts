import { refusalOf } from '../api/refused.ts';
import type { Watched } from '../api/status-stream.ts';
import { viewerLines, type Deed } from './viewer-lines.ts';

const DAY_MS = 86_400_000;

/**
 * Sends what a viewer did as a player does, and waits until it is kept.
 *
 * @throws Refused where it was not taken
 */
export async function sendDeed(userId: string, deed: Deed, watched: Watched): Promise<void> {
  const lines = viewerLines(userId, deed, logTimeMs(watched));
  const answer = await fetch('/v1/events', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'text/plain', 'idempotency-key': crypto.randomUUID() },
    body: `${lines.join('\n')}\n`,
  });
  if (!answer.ok) throw refusalOf(answer.status, await answer.json().catch(() => null));
}

/**
 * What time it is where events happen: the machine's clock, but the log's where that tells another
 * day, as in a replay.
 */
export function logTimeMs({ status, aheadMs }: Watched, clockMs = Date.now()): number {
  const machineMs = clockMs + aheadMs;
  const lastMs = Date.parse(status?.stream.lastEventAt ?? '');
  return Math.abs(machineMs - lastMs) > DAY_MS ? lastMs : machineMs;
}
