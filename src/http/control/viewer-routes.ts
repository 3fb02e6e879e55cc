import type { FastifyInstance, FastifyReply } from 'fastify';
import { currentSnapshot, findItem } from '../../catalogue/index.ts';
import { errorOf, messageOf } from '../../domain/errors.ts';
import { itemId, userId } from '../../domain/ids.ts';
import type { StreamEvent } from '../../domain/stream-event.ts';
import { encodeEvent } from '../../events/index.ts';
import type { StatusKeeper } from '../control-keeper.ts';
import type { PostParts } from '../control-post-events.ts';
import { refuseControl } from '../control-refusals.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { SESSION_CONTRACTS, type Session, type Told } from './contracts/session.ts';

const MINUTE_MS = 60_000;

/** Where what viewers do goes, and what time it is there. */
export interface ViewerParts extends ControlParts {
  /** Absent where another log is read: then nothing is taken. */
  readonly posting: PostParts | undefined;
  readonly keeper: StatusKeeper;
  readonly eventTime: Session['events']['time'];
}

/**
 * Adds what viewers of our own pages do. It is written as the service writes it, so that it goes
 * the way of every line: a watch is a line for each minute, the last of them now.
 */
export function addViewerRoutes(app: FastifyInstance, parts: ViewerParts): void {
  addControlRoute(app, SESSION_CONTRACTS.watch, async ({ params, body }, reply) => {
    const endMs = await nowMs(parts);
    return kept(parts, reply, {
      endMs,
      item: body.itemId,
      events: Array.from({ length: body.minutes }, (_, minute) => ({
        kind: 'watch',
        time: { ms: endMs - (body.minutes - 1 - minute) * MINUTE_MS, nanos: 0 },
        userId: userId(params.userId),
        itemId: itemId(body.itemId),
        minute,
      })),
    });
  });
  addControlRoute(app, SESSION_CONTRACTS.rate, async ({ params, body }, reply) => {
    const endMs = await nowMs(parts);
    return kept(parts, reply, {
      endMs,
      item: body.itemId,
      events: [
        {
          kind: 'rating',
          time: { ms: endMs, nanos: 0 },
          userId: userId(params.userId),
          itemId: itemId(body.itemId),
          rating: body.rating,
        },
      ],
    });
  });
}

/** The time of the log: of a simulated service that of its last line, to the second. */
async function nowMs({ clock, keeper, eventTime }: ViewerParts): Promise<number> {
  const wallMs = Math.floor(clock.nowMs() / 1000) * 1000;
  if (eventTime === 'wall-clock') return wallMs;
  const { lastEventAt } = (await keeper.current()).stream;
  return lastEventAt === null ? wallMs : Math.floor(Date.parse(lastEventAt) / 1000) * 1000;
}

async function kept(
  parts: ViewerParts,
  reply: FastifyReply,
  {
    endMs,
    item,
    events,
  }: { readonly endMs: number; readonly item: string; readonly events: readonly StreamEvent[] },
): Promise<Told> {
  const { posting, warn } = parts;
  const lines = events.map(encodeEvent);
  // A log in another language has no words of ours for what viewers do.
  if (posting === undefined || !lines.every((line) => posting.decoder.decode(line).ok))
    return refuseControl(reply, 'no-log') as never;
  await requireItem(parts, item);
  try {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const batch = { lines: bytes, lineCount: lines.length, once: null };
    const { firstOffset, lineCount } = await posting.log.append(batch);
    return {
      lines: lineCount,
      firstOffset,
      nextOffset: firstOffset + lineCount,
      at: new Date(endMs).toISOString(),
    };
  } catch (thrown) {
    warn('log-failed', { found: messageOf(thrown) });
    return refuseControl(reply.header('retry-after', '5'), 'log-failed') as never;
  }
}

/** @throws NotFoundError `RECORD_UNKNOWN` where the catalogue has titles and not this one */
async function requireItem({ home, artifacts, tables }: ViewerParts, id: string): Promise<void> {
  const snapshot = await currentSnapshot(home, artifacts);
  if (snapshot === null || snapshot.manifest.content.itemCount === 0) return;
  if ((await findItem(await tables(), snapshot, id)) === null)
    throw errorOf('RECORD_UNKNOWN', { what: 'title', id });
}
