import * as fc from 'fast-check';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findReceipt } from '../../src/telemetry/index.ts';
import { testServer } from '../support/public-server.ts';
import { rawGet, sendRaw } from '../support/raw-http.ts';

let server: ReturnType<typeof testServer>;
let port: number;
beforeAll(async () => {
  const limits = { headersTimeoutMs: 300, requestTimeoutMs: 400, checkEveryMs: 50 };
  server = testServer({ limits });
  port = await server.listen();
});
afterAll(() => server.close());

const stillAnswers = async (): Promise<void> => {
  const { statuses } = await sendRaw(port, rawGet('/recommend/1'));
  expect(statuses).toEqual([200]);
};
const head = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

describe('whatever arrives at the public server', () => {
  it.each([
    ['a path that climbs', rawGet('/recommend/../../etc/passwd'), 'passwd'],
    ['a path of dots', rawGet('/recommend/..'), '/..'],
    ['a zero byte in the path', rawGet('/recommend/%00marker'), 'marker'],
    ['UTF-8 in the path', rawGet('/recommend/١٢٣marker'), 'marker'],
    ['latin-1 in the path', Buffer.from(rawGet('/recommend/\u00e9marker'), 'latin1'), 'marker'],
    ['a script in the path', rawGet('/recommend/<script>marker'), 'marker'],
    ['a broken percent sign', rawGet('/recommend/%zzmarker'), 'marker'],
    ['a line break in the path', rawGet('/recommend/%0d%0aX-Marker:%201'), 'Marker'],
    [
      'a head of 1 MB',
      head(['GET /recommend/1 HTTP/1.1', 'Host: x', `A: ${'marker'.repeat(170_000)}`]),
      'marker',
    ],
    ['a path of 1 MB', rawGet(`/recommend/${'marker'.repeat(170_000)}`), 'marker'],
    ['no host', head(['GET /recommend/1 HTTP/1.1', 'X: marker']), 'marker'],
    [
      'a header without a colon',
      head(['GET /recommend/1 HTTP/1.1', 'Host: x', 'marker']),
      'marker',
    ],
    [
      'two lengths',
      head(['POST /marker HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2']),
      'marker',
    ],
    [
      'a length and chunks',
      head(['POST /marker HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Transfer-Encoding: chunked']),
      'marker',
    ],
    ['a version nobody knows', head(['GET /marker HTTP/9.7', 'Host: x']), 'marker'],
    ['a method nobody knows', head(['MARKER /recommend/1 HTTP/1.1', 'Host: x']), 'MARKER'],
    [
      'a whole URL',
      head(['GET http://marker/nowhere HTTP/1.1', 'Host: x', 'Connection: close']),
      'marker',
    ],
    ['a greeting in TLS', Buffer.from('16030100f8010000f40303marker', 'hex'), '\u0003\u0003'],
    ['a greeting of an SSH client', 'SSH-2.0-marker\r\n', 'marker'],
  ])('is refused shortly without an echo: %s', async (_what, bytes, marker) => {
    const { statuses, text } = await sendRaw(port, bytes);
    expect(statuses).toHaveLength(1);
    expect(statuses[0]! >= 400 && statuses[0]! < 500).toBe(true);
    expect(text.length).toBeLessThan(500);
    expect(text).not.toContain(marker);
    await stillAnswers();
  });

  it.each([
    ['HTTP/1.0', head(['GET /recommend/1 HTTP/1.0'])],
    ['an id of 400 digits', rawGet(`/recommend/${'9'.repeat(400)}`)],
    ['an id of 10,000 digits', rawGet(`/recommend/${'9'.repeat(10_000)}`)],
    [
      'a wish to upgrade',
      head([
        'GET /recommend/1 HTTP/1.1',
        'Host: x',
        'Connection: upgrade, close',
        'Upgrade: websocket',
      ]),
    ],
    [
      'an odd accept-version',
      head(['GET /recommend/1 HTTP/1.1', 'Host: x', 'Connection: close', 'Accept-Version: 7']),
    ],
    [
      'a body nobody asked for',
      `${head(['GET /recommend/1 HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Type: application/json', 'Content-Length: 3'])}{"a`,
    ],
  ])('is answered when it asks for digits: %s', async (_what, bytes) => {
    const { statuses, text } = await sendRaw(port, bytes);
    expect(statuses).toEqual([200]);
    expect(text.split('\r\n\r\n')[1]!.split(',')).toHaveLength(20);
  });

  it('refuses a large body without reading it', async () => {
    const request = head(['POST /recommend/1 HTTP/1.1', 'Host: x', 'Content-Length: 100000000']);
    const { statuses } = await sendRaw(port, request + 'x'.repeat(100_000));
    expect(statuses).toEqual([405]);
    await stillAnswers();
  });

  it('closes on CONNECT without a word', async () => {
    const { text } = await sendRaw(port, head(['CONNECT marker:443 HTTP/1.1', 'Host: marker']));
    expect(text).not.toContain('marker');
    await stillAnswers();
  });

  it('answers requests that come all at once in their order', async () => {
    const users = Array.from({ length: 40 }, (_, k) => String(k));
    const requests = users.map((user) => head([`GET /recommend/${user} HTTP/1.1`, 'Host: x']));
    const { statuses, text } = await sendRaw(port, requests.join('') + rawGet('/healthz'));
    expect(statuses).toEqual([...users.map(() => 200), 200]);
    const ids = [...text.matchAll(/x-showrunner-receipt: (\S+)/g)].map(([, id]) => id!);
    const receipts = await Promise.all(ids.map((id) => findReceipt(server.folder, id)));
    expect(receipts.map((receipt) => receipt?.userId)).toEqual(users);
  });

  it('answers what came before rubbish, then refuses the rubbish', async () => {
    const good = head(['GET /recommend/1 HTTP/1.1', 'Host: x']);
    expect((await sendRaw(port, `${good}${good}\0rubbish\r\n\r\n`)).statuses).toEqual([
      200, 200, 400,
    ]);
  });

  it('answers a client that has already closed its side', async () => {
    const request = head(['GET /recommend/1 HTTP/1.1', 'Host: x']);
    expect((await sendRaw(port, request, { end: true })).statuses).toEqual([200]);
  });

  it.each([
    ['half a head', 'GET /recommend/1 HTTP/1.1\r\nHost: x\r\n'],
    [
      'half a body',
      head(['GET /recommend/1 HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Length: 9']) +
        'x',
    ],
  ])('does not wait for ever for the rest of %s', async (_what, bytes) => {
    const { statuses } = await sendRaw(port, bytes);
    expect([200, 408]).toContain(statuses[0]);
  });

  it('counts what was no request', async () => {
    const series = 'showrunner_requests_total{route="none",status="431",tier="none"}';
    const before = await server.metric(series);
    await sendRaw(port, head(['GET / HTTP/1.1', 'Host: x', `A: ${'a'.repeat(20_000)}`]));
    expect(await server.metric(series)).toBe(before + 1);
  });

  it('survives clients that vanish', async () => {
    for (const bytes of ['GET /recomm', rawGet('/recommend/1')])
      await new Promise<void>((resolve) => {
        const socket = connect({ port, host: '127.0.0.1' }, () => {
          socket.write(bytes, () => socket.resetAndDestroy());
        });
        socket.on('close', () => resolve());
      });
    await stillAnswers();
  });

  it('survives any bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({ unit: 'binary', maxLength: 60 })
        .map((path) => Buffer.from(rawGet(`/recommend/${path}`))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const { statuses } = await sendRaw(port, some, { end: true });
        for (const status of statuses)
          expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
      }),
      { numRuns: 60 },
    );
    await stillAnswers();
  });
});
