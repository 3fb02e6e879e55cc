import { pbkdf2 } from 'node:crypto';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runServer, type RunningServer } from '../../src/http/index.ts';
import { findReceipt } from '../../src/telemetry/index.ts';
import { testServer } from '../support/public-server.ts';
import { rawGet, sendRaw } from '../support/raw-http.ts';

const sum = promisify(pbkdf2);

let server: ReturnType<typeof testServer>;
let running: RunningServer;
let port: number;
beforeEach(async () => {
  server = testServer();
  running = await runServer(server.app, { host: '127.0.0.1', port: 0 });
  port = Number(new URL(running.url).port);
});
afterEach(() => server.close());

describe('a server that is stopped', () => {
  it('answers what has arrived, then closes, and takes no more', async () => {
    // Receipts need one of libuv's four threads; eight long sums keep the answer waiting.
    const busy = Array.from({ length: 8 }, () => sum('x', 'y', 60_000, 64, 'sha512'));
    const arrived = new Promise<void>((resolve) => {
      server.app.server.once('request', () => resolve());
    });
    const keepAlive = 'GET /recommend/1 HTTP/1.1\r\nHost: x\r\n\r\n';
    const reply = sendRaw(port, keepAlive);
    await arrived;
    await running.stop();
    const { statuses, text } = await reply;
    expect(statuses).toEqual([200]);
    await Promise.all(busy);
    await server.log.close();
    const receiptId = /x-showrunner-receipt: (\S+)/.exec(text)![1]!;
    expect(await findReceipt(server.folder, receiptId)).not.toBeNull();
    expect((await sendRaw(port, rawGet('/healthz'))).statuses).toEqual([]);
  });

  it('does not wait for connections that never finish their request', async () => {
    const socket = connect({ port, host: '127.0.0.1' });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    const accepted = new Promise((resolve) => server.app.server.once('connection', resolve));
    socket.write('GET /recommend/1 HTT');
    await accepted;
    await running.stop(50);
    await closed;
    expect(server.app.server.listening).toBe(false);
  });

  it('answers a connection that is still busy, and tells it that it is not ready', async () => {
    const busy = Array.from({ length: 8 }, () => sum('x', 'y', 120_000, 64, 'sha512'));
    const arrived = new Promise<void>((resolve) => {
      server.app.server.once('request', () => resolve());
    });
    let text = '';
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('data', (chunk) => (text += String(chunk)));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /recommend/1 HTTP/1.1\r\nHost: x\r\n\r\n');
    await arrived;
    const stopped = running.stop();
    await expect.poll(() => server.app.server.listening, { interval: 5 }).toBe(false);
    socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n');
    await Promise.all([closed, stopped, ...busy]);
    expect([...text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '503',
    ]);
    expect(text).toContain('The server is stopping.');
  });
});
