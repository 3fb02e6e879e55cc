import type { FastifyInstance } from 'fastify';
import { messageOf } from '../domain/errors.ts';
import type { ThrottledWarning } from '../telemetry/index.ts';
import { eventClient, type EventClient } from './control-event-client.ts';
import type { StatusKeeper } from './control-keeper.ts';
import { refuseControl } from './control-refusals.ts';
import type { Status } from './control-status.ts';

const EVERY_MS = 1_000;
const HEARTBEAT_MS = 15_000;
const MAX_CLIENTS = 200;

/** What the event stream needs. */
export interface EventParts {
  readonly keeper: StatusKeeper;
  readonly warn: ThrottledWarning;
  /** How often the status is looked at. */
  readonly everyMs?: number;
  readonly heartbeatMs?: number;
}

/**
 * Adds `GET /v1/events`: the status document as a server-sent event `status`, at once and then
 * whenever it changes, at most once a second; a comment every 15 s shows that the line is alive.
 * The text is made once for everybody. Whoever reads slowly misses states, never the latest.
 *
 * @returns how many are connected
 */
export function addEventRoute(app: FastifyInstance, parts: EventParts): () => number {
  const clients = new Set<EventClient>();
  let known = { content: '', event: '' };
  let number = 0;
  const look = async (): Promise<void> => {
    try {
      const status = await parts.keeper.current();
      const content = contentOf(status);
      if (content === known.content) return;
      number++;
      const event = `id: ${number}\nevent: status\ndata: ${JSON.stringify(status)}\n\n`;
      known = { content, event };
      for (const client of clients) client.send(event);
    } catch (thrown) {
      parts.warn('status-failed', { found: messageOf(thrown) });
    }
  };
  // The rates need to be looked at even while nobody watches.
  const looking = setInterval(() => void look(), parts.everyMs ?? EVERY_MS);
  const beating = setInterval(() => {
    for (const client of clients) client.send(': still here\n\n');
  }, parts.heartbeatMs ?? HEARTBEAT_MS);
  app.addHook('preClose', async () => {
    clearInterval(looking);
    clearInterval(beating);
    for (const client of clients) client.end();
  });

  app.get('/v1/events', { exposeHeadRoute: false }, async (_request, reply) => {
    if (clients.size >= MAX_CLIENTS) return refuseControl(reply, 'busy');
    await look();
    const { raw } = reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    const client = eventClient(raw);
    clients.add(client);
    raw.on('close', () => clients.delete(client));
    client.send(`retry: 2000\n\n${known.event}`);
    return reply;
  });
  return () => clients.size;
}

/** What a change of the document is: anything but the time it was made. */
const contentOf = ({ now: _now, ...content }: Status): string => JSON.stringify(content);
