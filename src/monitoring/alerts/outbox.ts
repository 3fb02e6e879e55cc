import type { Clock } from '../../domain/clock.ts';
import type { Metadata } from '../../store/index.ts';
import type { Webhook } from './alerts-schema.ts';
import { postJson } from './post-json.ts';

const LONGEST_PAUSE_SECONDS = 3600;

/** What a webhook is sent: one JSON document for each change. */
export interface AlertMessage {
  readonly showrunner: 'alert';
  readonly rule: string;
  readonly state: 'firing' | 'resolved';
  readonly severity: 'page' | 'ticket';
  readonly summary: string;
  readonly found: string;
  readonly value: number | null;
  /** Day of the report that says so, and since when the state holds. */
  readonly day: string;
  readonly since: string;
  /** Section of the report, and the runbook page. */
  readonly report: string;
  readonly runbook: string;
}

/** Puts a message into the outbox, once for each webhook. */
export async function enqueue(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  message: AlertMessage,
  webhooks: readonly Webhook[],
): Promise<void> {
  const at = new Date(clock.nowMs()).toISOString();
  for (const { url } of webhooks)
    await metadata
      .insertInto('alert_deliveries')
      .values({
        url,
        message: JSON.stringify(message),
        made_at: at,
        attempts: 0,
        next_at: at,
        status: 'waiting',
        error: null,
      })
      .execute();
}

/** What a look into the outbox did. */
export interface Delivered {
  readonly delivered: number;
  /** Tried, failed, and tried again later. */
  readonly postponed: number;
  /** Given up after the last attempt. */
  readonly givenUp: number;
  /** Earliest next attempt, milliseconds since the epoch; `null` when nothing waits. */
  readonly nextMs: number | null;
}

/**
 * Tries everything in the outbox that is due, each webhook's messages in order: one that fails keeps
 * the later ones waiting. Failures are kept with their message and never thrown.
 *
 * @param webhooks those in force; what waits for another address is given up
 */
export async function deliverDue(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  webhooks: readonly Webhook[],
  stop?: AbortSignal,
): Promise<Delivered> {
  const rows = await metadata
    .selectFrom('alert_deliveries')
    .selectAll()
    .where('status', '=', 'waiting')
    .orderBy('delivery')
    .execute();
  const sums = { delivered: 0, postponed: 0, givenUp: 0 };
  let nextMs: number | null = null;
  const held = new Set<string>();
  for (const row of rows) {
    if (stop?.aborted === true) break;
    if (held.has(row.url)) continue;
    const webhook = webhooks.find(({ url }) => url === row.url);
    const dueMs = Date.parse(row.next_at);
    const isDue = webhook === undefined || dueMs <= clock.nowMs();
    const error = !isDue
      ? null
      : webhook === undefined
        ? 'no webhook of this address is configured any more'
        : await postJson(webhook, row.message, stop);
    if (isDue && error === null) {
      sums.delivered++;
      await change(metadata, row.delivery, {
        status: 'delivered',
        attempts: row.attempts + 1,
        error,
      });
      continue;
    }
    const attempts = row.attempts + (isDue ? 1 : 0);
    if (webhook === undefined || attempts >= webhook.attempts) {
      sums.givenUp++;
      await change(metadata, row.delivery, { status: 'given up', attempts, error });
      continue;
    }
    held.add(row.url);
    let waitMs = dueMs;
    if (isDue) {
      sums.postponed++;
      waitMs = clock.nowMs() + pauseMs(webhook, attempts);
      const next_at = new Date(waitMs).toISOString();
      await change(metadata, row.delivery, { status: 'waiting', attempts, error, next_at });
    }
    nextMs = Math.min(nextMs ?? Infinity, waitMs);
  }
  return { ...sums, nextMs };
}

const pauseMs = ({ firstPauseSeconds }: Webhook, attempts: number): number =>
  1000 * Math.min(LONGEST_PAUSE_SECONDS, firstPauseSeconds * 2 ** (attempts - 1));

async function change(
  metadata: Metadata,
  delivery: number,
  values: { status: string; attempts: number; error: string | null; next_at?: string },
): Promise<void> {
  await metadata
    .updateTable('alert_deliveries')
    .set(values)
    .where('delivery', '=', delivery)
    .execute();
}
