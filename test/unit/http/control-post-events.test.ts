import { describe, expect, it, onTestFinished } from 'vitest';
import { EMBEDDED_LOG, embeddedLogSource, openEmbeddedLog } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/domain/canonical-json.ts';
import { jsonDecoder, movielogDecoder, type LineDecoder } from '../../../src/events/index.ts';
import type { ControlServerParts, PostLimits } from '../../../src/http/index.ts';
import { openHome } from '../../../src/store/index.ts';
import { readAll } from '../../contracts/event-source.ts';
import { controlServer, TOKEN, type WireReply } from '../../support/control-server.ts';
import { temporaryFolder } from '../../support/installation.ts';

const clock = { nowMs: () => Date.now() };
const jsonEvents = jsonDecoder({
  time: { at: 't', format: 'epoch-ms' },
  user: 'u',
  item: 'i',
  kind: 'k',
  kinds: { stars: { as: 'rating', value: 'r', scale: { from: 1, to: 5 } } },
} as unknown as Json);
const event = (r: number): string => `{"k":"stars","t":5,"u":"ada","i":"x","r":${r}}`;
const NDJSON = { 'content-type': 'application/x-ndjson' };

/** A server that takes events into the log of a home of its own. */
async function postServer(
  {
    decoder = jsonEvents,
    limits = {},
    ...changes
  }: { decoder?: LineDecoder; limits?: Partial<PostLimits> } & Partial<ControlServerParts> = {},
  path = temporaryFolder(),
) {
  const home = openHome(path);
  const log = await openEmbeddedLog(home, clock);
  const server = await controlServer(
    {
      posting: {
        log,
        source: EMBEDDED_LOG,
        decoder,
        limits: { perSecond: 1e6, burst: 1e6, ...limits },
      },
      ...changes,
    },
    path,
  );
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await server.close();
    await log.close();
  };
  onTestFinished(close);
  const post = (body: string, headers: Record<string, string> = NDJSON): Promise<WireReply> =>
    server.send('/v1/events', { method: 'POST', headers, body });
  const kept = async (): Promise<string[]> =>
    (await readAll(embeddedLogSource(home))).map(({ bytes }) => bytes.toString());
  return { ...server, path, log, close, post, kept };
}
const documentOf = ({ body }: WireReply): unknown => JSON.parse(body);

describe('posted events', () => {
  it('are in the log when they are acknowledged, and the answer says where', async () => {
    const { post, kept } = await postServer();
    const reply = await post(`${event(3)}\n${event(4)}\n`);
    expect(reply.status).toBe(200);
    expect(documentOf(reply)).toEqual({
      accepted: 2,
      firstOffset: 0,
      nextOffset: 2,
      undecodable: 0,
      reasons: {},
      examples: [],
    });
    const more = await post(`[${event(5)}]`, { 'content-type': 'application/json; charset=utf-8' });
    expect(documentOf(more)).toMatchObject({ accepted: 1, firstOffset: 2 });
    expect(await kept()).toEqual([event(3), event(4), event(5)]);
  });

  it('may be lines of the movie log', async () => {
    const { post, kept } = await postServer({ decoder: movielogDecoder });
    const line = '2026-03-01T10:00:00,1,GET /rate/a+2000=4';
    expect((await post(`${line}\n`, { 'content-type': 'text/plain' })).status).toBe(200);
    expect(await kept()).toEqual([line]);
  });

  it('are kept though some cannot be decoded, and the sender learns which', async () => {
    const { post, kept } = await postServer();
    const reply = await post(`${event(3)}\n${event(9)}\n{"k":"other"}\n`);
    expect(documentOf(reply)).toMatchObject({
      accepted: 3,
      undecodable: 2,
      reasons: { bad_rating: 1, unknown_event: 1 },
      examples: [
        { line: 2, reason: 'bad_rating' },
        { line: 3, reason: 'unknown_event' },
      ],
    });
    expect(await kept()).toHaveLength(3);
  });

  it('leave the other method of the path alone', async () => {
    const { url } = await postServer();
    const reply = await fetch(`${url}/v1/events`);
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    await reply.body!.cancel();
  });
});

describe('posted events that are refused', () => {
  const wordOf = (reply: WireReply): unknown => (documentOf(reply) as { error: string }).error;

  it('name the line that is no JSON, and keep none of them', async () => {
    const { post, kept } = await postServer();
    const reply = await post(`${event(3)}\n{"k":\n`);
    expect(reply.status).toBe(400);
    expect(documentOf(reply)).toMatchObject({ error: 'bad-json', line: 2 });
    expect(await kept()).toEqual([]);
  });

  it('say why when none can be decoded', async () => {
    const { post, kept } = await postServer();
    const reply = await post('{"k":"other","secret":"hush"}');
    expect(reply.status).toBe(422);
    expect(documentOf(reply)).toMatchObject({
      error: 'nothing-usable',
      reasons: { unknown_event: 1 },
    });
    expect(reply.body).not.toContain('hush');
    expect(await kept()).toEqual([]);
  });

  it('are of a type that is understood, whole and not packed', async () => {
    const { post } = await postServer();
    for (const type of ['text/csv', 'application/xml', 'application/x-www-form-urlencoded']) {
      const reply = await post(event(3), { 'content-type': type });
      expect([reply.status, wordOf(reply)], type).toEqual([415, 'wrong-type']);
    }
    expect((await post(event(3), {})).status).toBe(415);
    expect((await post(event(3), { ...NDJSON, 'content-encoding': 'gzip' })).status).toBe(415);
    const empty = await post('', NDJSON);
    expect([empty.status, wordOf(empty)]).toEqual([400, 'empty-batch']);
  });

  it('are too large beyond the limit, which the answer says', async () => {
    const { post } = await postServer({ limits: { maxBodyBytes: 1_000 } });
    const reply = await post(`${event(3)}\n`.repeat(100));
    expect(reply.status).toBe(413);
    expect(documentOf(reply)).toMatchObject({ error: 'too-large', maxBytes: 1_000 });
  });

  it('come too often, and are told when to come again', async () => {
    let nowMs = 0;
    const { post } = await postServer({
      limits: { perSecond: 0.5, burst: 2 },
      monotonic: { nowMs: () => nowMs },
    });
    expect((await post(event(3))).status).toBe(200);
    expect((await post(event(3))).status).toBe(200);
    const third = await post(event(3));
    expect([third.status, wordOf(third)]).toEqual([429, 'too-often']);
    expect(third.headers['retry-after']).toBe('2');
    nowMs = 2_000;
    expect((await post(event(3))).status).toBe(200);
  });

  it('are too many while those before are not read', async () => {
    const { post } = await postServer({ limits: { maxUnreadLines: 2 } });
    expect((await post(`${event(3)}\n${event(4)}\n${event(5)}`)).status).toBe(200);
    const reply = await post(event(3));
    expect([reply.status, wordOf(reply)]).toEqual([429, 'backlog-full']);
    expect(reply.headers['retry-after']).toBe('5');
  });

  it('are too many bytes under way together', async () => {
    const { post } = await postServer({ limits: { maxUnderWayBytes: 100 } });
    expect((await post(`${event(3)}\n${event(3)}\n${event(3)}`)).status).toBe(429);
    expect((await post(event(3))).status).toBe(200);
    // What came before is no longer under way.
    for (let n = 0; n < 5; n++) expect((await post(event(3))).status).toBe(200);
  });

  it('are told so where another source is read', async () => {
    const server = await controlServer();
    const reply = await server.send('/v1/events', { method: 'POST', headers: NDJSON, body: '{}' });
    expect([reply.status, wordOf(reply)]).toEqual([409, 'no-log']);
  });

  it('are told so when the log cannot keep them', async () => {
    const { post, log } = await postServer();
    await log.close();
    const reply = await post(event(3));
    expect([reply.status, wordOf(reply)]).toEqual([503, 'log-failed']);
    expect(reply.headers['retry-after']).toBe('5');
  });

  it('need the token where there is one, and come from no page of another site', async () => {
    const { post, kept } = await postServer({ token: TOKEN });
    expect((await post(event(3))).status).toBe(401);
    const bearer = { ...NDJSON, authorization: `Bearer ${TOKEN}` };
    const foreign = await post(event(3), { ...bearer, origin: 'https://elsewhere.example' });
    expect([foreign.status, wordOf(foreign)]).toEqual([403, 'cross-site']);
    expect(await kept()).toEqual([]);
    expect((await post(event(3), bearer)).status).toBe(200);
  });
});

describe('an idempotency key', () => {
  const keyed = { ...NDJSON, 'idempotency-key': 'batch-17' };

  it('gives the same answer for the same batch, kept once, also after a restart', async () => {
    const first = await postServer();
    const body = `${event(3)}\n${event(9)}\n`;
    await first.post(event(1));
    const original = await first.post(body, keyed);
    expect(original.headers['idempotent-replayed']).toBeUndefined();
    expect(documentOf(original)).toMatchObject({ firstOffset: 1, undecodable: 1 });
    const again = await first.post(body, keyed);
    expect(again.body).toBe(original.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await first.close();
    // Also with a decoder that would understand nothing of it now.
    const second = await postServer({ decoder: movielogDecoder }, first.path);
    const later = await second.post(body, keyed);
    expect(later.body).toBe(original.body);
    expect(later.headers['idempotent-replayed']).toBe('true');
    expect(await second.kept()).toHaveLength(3);
  });

  it('is refused for another batch, and for one of another type', async () => {
    const { post, kept } = await postServer();
    await post(event(3), keyed);
    const other = await post(event(4), keyed);
    expect([other.status, documentOf(other)]).toMatchObject([422, { error: 'key-reused' }]);
    const typed = await post(event(3), { ...keyed, 'content-type': 'application/json' });
    expect(typed.status).toBe(422);
    expect(await kept()).toEqual([event(3)]);
  });

  it('is not used up by a batch that was refused', async () => {
    const { post } = await postServer();
    expect((await post('{', keyed)).status).toBe(400);
    expect((await post(event(3), keyed)).status).toBe(200);
  });

  it('is printable ASCII of a sensible length', async () => {
    const { post } = await postServer();
    for (const key of ['a b', 'x'.repeat(256), 'ü'])
      expect((await post(event(3), { ...NDJSON, 'idempotency-key': key })).status, key).toBe(400);
  });

  it('is refused while more are remembered than there is room for', async () => {
    const { post } = await postServer({ limits: { maxKeys: 1 } });
    expect((await post(event(3), keyed)).status).toBe(200);
    expect((await post(event(3), { ...NDJSON, 'idempotency-key': 'other' })).status).toBe(429);
    expect((await post(event(3))).status).toBe(200);
  });
});
