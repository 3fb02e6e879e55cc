import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ROUTE_CONTRACTS, runServer, type RunningServer } from '../../src/http/index.ts';
import { readReceipts } from '../../src/telemetry/index.ts';
import { testServer } from '../support/public-server.ts';
import { rawGet, sendRaw } from '../support/raw-http.ts';
import { shopOf } from '../support/small-shop.ts';

const { batch } = ROUTE_CONTRACTS;
const USERS = Array.from({ length: 1000 }, (_, k) => String(k));
const requestOf = (body: string, more = ''): string =>
  `POST /v1/recommendations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;
const batchOf = (userIds: readonly string[], more = 'Connection: close\r\n'): string =>
  requestOf(JSON.stringify({ userIds }), more);

let server: ReturnType<typeof testServer>;
let running: RunningServer;
let port: number;
/** @param titles of every item, for answers of any size */
async function start(limits = {}, titles?: string): Promise<void> {
  const shop = shopOf();
  const current = () => ({ ...shop.catalogue.current()!, titleOf: () => titles ?? null });
  const sources = titles === undefined ? shop : { ...shop, catalogue: { current } };
  server = testServer({ sources, limits });
  running = await runServer(server.app, { host: '127.0.0.1', port: 0 });
  port = Number(new URL(running.url).port);
}
afterEach(() => server.close());

const arrival = (): Promise<void> =>
  new Promise((resolve) => server.app.server.once('request', () => resolve()));
const lists = async (): Promise<number> => {
  const tiers = ['folded-in', 'popularity'];
  const of = (tier: string) =>
    server.metric(`showrunner_lists_total{route="${batch.path}",tier="${tier}"}`);
  return (await Promise.all(tiers.map(of))).reduce((sum, n) => sum + n, 0);
};

/** The body of an answer, chunks joined. */
function bodyOf(text: string): unknown {
  const [head, ...rest] = text.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (!/transfer-encoding: chunked/i.test(head!)) return JSON.parse(body);
  const parts: string[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const size = parseInt(body.slice(at, end), 16);
    if (size === 0) return JSON.parse(parts.join(''));
    parts.push(body.slice(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

function expectContract(text: string, status: keyof typeof batch.responses): void {
  const { schema, contentType } = batch.responses[status];
  expect(text.toLowerCase()).toContain(`content-type: ${contentType.split(';')[0]}`);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  expect([validate(bodyOf(text)), validate.errors]).toEqual([true, null]);
}

/** Sends a batch and reads nothing of the answer. */
function sendOnly(bytes: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
  socket.on('error', () => undefined);
  return socket.pause();
}

describe('POST /v1/recommendations over a connection', () => {
  it('gives the lists of a thousand users', async () => {
    await start();
    const { statuses, text } = await sendRaw(port, batchOf(USERS));
    expect(statuses).toEqual([200]);
    expectContract(text, 200);
    const { answers } = bodyOf(text) as { answers: { userId: string; receiptId: string }[] };
    expect(answers.map(({ userId }) => userId)).toEqual(USERS);
    await server.log.close();
    const onRecord = new Map<string, string>();
    for await (const { receiptId, userId } of readReceipts(server.folder))
      onRecord.set(receiptId, userId);
    expect(answers.map(({ receiptId }) => onRecord.get(receiptId))).toEqual(USERS);
  });

  it('refuses a batch too many, tells when to come again, and takes it then', async () => {
    await start({ maxBatches: 1 });
    const arrived = arrival();
    const first = sendRaw(port, batchOf(USERS));
    await arrived;
    const { statuses, text } = await sendRaw(port, batchOf(['1']));
    expect(statuses).toEqual([503]);
    expect(text).toMatch(/retry-after: \d+\r\n/i);
    expectContract(text, 503);
    expect((await first).statuses).toEqual([200]);
    await expect
      .poll(async () => (await sendRaw(port, batchOf(['1']))).statuses, { timeout: 30_000 })
      .toEqual([200]);
  });

  it('serves others while it goes on', async () => {
    await start();
    const arrived = arrival();
    const first = sendRaw(port, batchOf(USERS));
    await arrived;
    const { statuses } = await sendRaw(port, rawGet('/recommend/1'));
    const before = await lists();
    expect(statuses).toEqual([200]);
    expect(before).toBeLessThan(USERS.length);
    expect((await first).statuses).toEqual([200]);
  });

  it.each([
    ['stops in the middle', '{"userIds":["1"', 0],
    ['goes on byte by byte', '{"userIds":["1"', 30],
  ])('refuses a body that %s', async (_what, begun, everyMs) => {
    await start({ headersTimeoutMs: 300, requestTimeoutMs: 400, checkEveryMs: 50 });
    const head = requestOf('x'.repeat(100_000)).split('\r\n\r\n')[0];
    const reply = new Promise<string>((resolve) => {
      let text = '';
      const socket = connect({ port, host: '127.0.0.1' }, () =>
        socket.write(`${head}\r\n\r\n${begun}`),
      );
      const dribble = setInterval(() => socket.write('x'), everyMs || 1e6);
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(dribble);
        resolve(text);
      });
    });
    const text = await reply;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expectContract(text, 408);
  });

  it('cuts off a caller that does not read, and has the place for another', async () => {
    // 300 answers of 20 items with titles of 4 kB are more than a connection buffers.
    await start({ maxBatches: 1, takeMs: 200 }, 'title '.repeat(700));
    const socket = sendOnly(batchOf(USERS.slice(0, 300)));
    const closed = new Promise<void>((resolve) => {
      server.app.server.once('connection', (other) => other.once('close', () => resolve()));
    });
    await closed;
    expect((await sendRaw(port, batchOf(['1']))).statuses).toEqual([200]);
    socket.destroy();
  });

  it('makes no more lists for a caller that has gone', async () => {
    await start();
    const arrived = arrival();
    const socket = sendOnly(batchOf(USERS));
    await arrived;
    socket.resetAndDestroy();
    await expect
      .poll(
        async () => {
          const before = await lists();
          await new Promise((resolve) => setTimeout(resolve, 100));
          return (await lists()) - before;
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    expect(await lists()).toBeLessThan(USERS.length);
  });

  it('is answered to its end by a server that is stopped meanwhile', async () => {
    await start();
    const arrived = arrival();
    const reply = sendRaw(port, batchOf(USERS.slice(0, 200), ''));
    await arrived;
    await running.stop(60_000);
    const { statuses, text } = await reply;
    expect(statuses).toEqual([200]);
    expect((bodyOf(text) as { answers: unknown[] }).answers).toHaveLength(200);
  });
});
