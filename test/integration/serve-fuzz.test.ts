import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_CONTRACTS } from '../../src/http/index.ts';
import type { RouteContract } from '../../src/http/route-contract.ts';
import { testServer } from '../support/public-server.ts';
import { rawGet, sendRaw } from '../support/raw-http.ts';
import { shopOf } from '../support/small-shop.ts';

/** Stands in everything that is made up; no answer may hold it. (Only a sane request id comes back.) */
const MARKER = 'zQ7marker';
/** No refusal is longer, head included. */
const SHORT = 900;

let server: ReturnType<typeof testServer>;
let port: number;
beforeAll(async () => {
  const limits = { headersTimeoutMs: 300, requestTimeoutMs: 400, checkEveryMs: 50 };
  server = testServer({ sources: shopOf(), limits });
  port = await server.listen();
});
afterAll(() => server.close());

const contracts = Object.values<RouteContract>(ROUTE_CONTRACTS);

/** A text in which the marker stands somewhere among anything. */
const marked = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '<script>', '\u0000', '../', '%2e%2e%2f', '%', '"', '٣', '%ff%fe', '&#x'),
  )
  .map(([text, more]) => `${text}${more}${MARKER}`);
const digits = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 80n }).map(String),
  fc.constantFrom('0', '007', `${2 ** 53}`, '9007199254740993', '9'.repeat(400)),
);
const escaped = marked.map((text) => encodeURIComponent(text.toWellFormed()));
const word = fc.oneof(
  { weight: 3, arbitrary: digits },
  { weight: 2, arbitrary: fc.constantFrom('m-05+2000', 'm-05%2B2000') },
  { weight: 3, arbitrary: escaped },
  { weight: 2, arbitrary: marked },
);
const path = fc
  .tuple(fc.constantFrom(...contracts), word, fc.constantFrom('', '', '', '/', '/..', '//', ';a=b'))
  .map(([contract, value, end]) => contract.path.replace(/:\w+/, () => value) + end);
const KEYS = ['count', 'rows', 'exclude', 'genre', 'language', 'yearFrom', 'explain', '__proto__'];
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...KEYS), escaped, marked),
      fc.constantFrom('=', '==', '', '=&', '[]='),
      fc.oneof(fc.constantFrom('1', '20', '-1', 'true', 'en', 'Drama,War', ','), digits, escaped),
    ),
    { maxLength: 4 },
  )
  .map((parts) => (parts.length === 0 ? '' : `?${parts.map((part) => part.join('')).join('&')}`));
const body = fc.oneof(
  fc.constant(''),
  marked,
  fc
    .tuple(
      fc.array(fc.oneof(digits, marked), { maxLength: 3 }),
      fc.dictionary(marked, fc.jsonValue(), { maxKeys: 2 }),
    )
    .map(([userIds, more]) => JSON.stringify({ userIds, ...more })),
  fc.jsonValue().map((value) => JSON.stringify({ userIds: value })),
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  { weight: 4, arbitrary: fc.constant('POST') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW', 'get'),
  },
);
const header = fc.oneof(
  marked.map((text) => `X-Any: ${text.replace(/[\r\n]/g, ' ')}`),
  marked.map((text) => `X-Request-Id: <${text.replace(/[\r\n]/g, ' ')}`),
  marked.map((text) => `traceparent: 00-${text.replace(/[\r\n]/g, ' ')}`),
  fc.constantFrom(
    'Accept: application/xml',
    'Expect: 100-continue',
    'Content-Type: application/json',
    'Content-Type: text/plain',
    'Transfer-Encoding: gzip',
    'Accept-Encoding: br',
    'Range: bytes=0-1',
  ),
);

interface Made {
  readonly method: string;
  readonly bytes: Buffer;
}
const request: fc.Arbitrary<Made> = fc
  .record({
    method,
    path,
    query,
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
    headers: fc.array(header, { maxLength: 3 }),
    body,
    isLatin: fc.boolean(),
  })
  .map((of) => {
    const text = of.body;
    const length = text === '' ? [] : [`Content-Length: ${Buffer.byteLength(text)}`];
    const lines = [`${of.method} ${of.path}${of.query} ${of.version}`, 'Host: x', ...of.headers];
    const head = `${[...lines, ...length].join('\r\n')}\r\n\r\n`;
    const bytes = Buffer.concat([
      Buffer.from(head, of.isLatin ? 'latin1' : 'utf8'),
      Buffer.from(text),
    ]);
    return { method: of.method, bytes };
  });

/** Each answer valid or a short refusal, none with the marker in it. */
function expectClean({ statuses, text }: Awaited<ReturnType<typeof sendRaw>>): void {
  for (const status of statuses)
    expect([status, status === 100 || status === 200 || (status >= 400 && status < 500)]).toEqual([
      status,
      true,
    ]);
  expect(text).not.toContain(MARKER);
  if (statuses.every((status) => status >= 400))
    expect(text.length).toBeLessThan(SHORT * statuses.length + 1);
}

describe('whatever is asked of the public server', () => {
  it('is answered, or refused shortly without an echo', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ bytes }) => {
        const reply = await sendRaw(port, bytes, { end: true });
        for (const status of reply.statuses) seen.set(status, (seen.get(status) ?? 0) + 1);
        expectClean(reply);
      }),
      { numRuns: 600, seed: 20 },
    );
    // The cases reach answers and refusals of every kind, or they would show little.
    expect([...seen.keys()].sort()).toEqual(expect.arrayContaining([200, 400, 404, 405]));
    expect((await sendRaw(port, rawGet('/recommend/1'))).statuses).toEqual([200]);
  });

  it('is answered in order when it comes all at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 6 }), async (requests) => {
        const bytes = Buffer.concat(requests.map((of) => of.bytes));
        expectClean(await sendRaw(port, bytes, { end: true }));
      }),
      { numRuns: 100, seed: 21 },
    );
    expect((await sendRaw(port, rawGet('/recommend/1'))).statuses).toEqual([200]);
  });

  it('is answered, refused in time or let go where it breaks off in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.double({ min: 0, max: 1, noNaN: true }), async (of, share) => {
        const part = of.bytes.subarray(0, Math.floor(of.bytes.length * share));
        expectClean(await sendRaw(port, part, { end: share < 0.8 }));
      }),
      { numRuns: 60, seed: 22 },
    );
    expect((await sendRaw(port, rawGet('/recommend/1'))).statuses).toEqual([200]);
  });

  it('has told of no fault of the server', () => {
    expect(server.lines.filter((line) => line.includes('request-failed'))).toEqual([]);
  });
});
