import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../../support/installation.ts';
import { controlServer } from '../../support/control-server.ts';
import { watchLines } from '../../support/log-lines.ts';
import type { Status } from '../../../src/http/index.ts';

/** Follows the events of a server. */
async function follow(url: string) {
  const reply = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${url}/v1/events`, { agent: false }, resolve).on('error', reject),
  );
  let text = '';
  let isOver = false;
  reply.on('data', (chunk) => (text += String(chunk)));
  reply.on('close', () => (isOver = true));
  reply.on('error', () => undefined);
  return {
    reply,
    text: () => text,
    isOver: () => isOver,
    documents: (): Status[] =>
      [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Status),
    leave: () => reply.destroy(),
  };
}

describe('GET /v1/events', () => {
  it('gives the document at once, and again only after a change', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log');
    writeFileSync(path, `${watchLines(10).join('\n')}\n`);
    const server = await controlServer({ pace: { everyMs: 20 } }, installation.home.root);
    const client = await follow(server.url);
    expect(client.reply.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(client.reply.headers['content-security-policy']).toContain("default-src 'none'");
    await expect.poll(() => client.documents()[0]?.stream.linesRead).toBe(0);
    // The rate becomes known with the second look; nothing else changes.
    await expect.poll(() => client.documents().at(-1)?.stream.linesPerSecond).toBe(0);
    const before = client.documents().length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(client.documents()).toHaveLength(before);
    await ingestFile(installation, path);
    await expect.poll(() => client.documents().at(-1)?.stream.linesRead).toBe(10);
    expect(client.text()).toMatch(/^retry: 2000\n\nid: \d+\nevent: status\ndata: \{/);
    client.leave();
  });

  it('gives everybody the same, the late ones too', async () => {
    const server = await controlServer({ pace: { everyMs: 20 } });
    const clients = await Promise.all([1, 2, 3].map(() => follow(server.url)));
    mkdirSync(join(server.home.reports, '2024-03-01'));
    for (const client of clients)
      await expect.poll(() => client.documents().at(-1)?.reportDays).toEqual(['2024-03-01']);
    const late = await follow(server.url);
    await expect.poll(() => late.documents().at(-1)?.reportDays).toEqual(['2024-03-01']);
    for (const client of [...clients, late]) client.leave();
    await expect
      .poll(async () => (await server.send('/metrics')).body)
      .toContain('showrunner_control_event_clients 0');
  });

  it('shows by a comment that the line is alive', async () => {
    const server = await controlServer({ pace: { everyMs: 20, heartbeatMs: 30 } });
    const client = await follow(server.url);
    await expect.poll(() => client.text()).toContain('\n: still here\n\n');
    client.leave();
  });

  it('ends with the server, and does not keep it from ending', async () => {
    const server = await controlServer();
    const client = await follow(server.url);
    await server.close();
    await expect.poll(() => client.isOver()).toBe(true);
  });

  it('takes as many as it can hold', async () => {
    const server = await controlServer();
    const clients = await Promise.all(Array.from({ length: 200 }, () => follow(server.url)));
    const refused = await server.send('/v1/events');
    expect([refused.status, JSON.parse(refused.body)]).toMatchObject([503, { error: 'busy' }]);
    for (const client of clients) client.leave();
  });

  it('goes on after a look that failed', async () => {
    const server = await controlServer({
      pace: { everyMs: 20 },
      clock: {
        nowMs: () => {
          if (isBroken) throw new Error('no clock');
          return 0;
        },
      },
    });
    const client = await follow(server.url);
    await expect.poll(() => client.documents().length).toBeGreaterThan(0);
    isBroken = true;
    await expect.poll(() => server.lines.join('')).toContain('status-failed');
    isBroken = false;
    appendFileSync(join(server.home.root, 'x'), '');
    mkdirSync(join(server.home.reports, '2024-03-01'));
    await expect.poll(() => client.documents().at(-1)?.reportDays).toEqual(['2024-03-01']);
    client.leave();
  });
});
let isBroken = false;
