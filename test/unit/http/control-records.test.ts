import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportDay } from '../../../src/monitoring/index.ts';
import { controlServer } from '../../support/control-server.ts';
import { ingestFile } from '../../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../../support/installation.ts';
import { watchLines } from '../../support/log-lines.ts';
import { testServer } from '../../support/public-server.ts';

describe('GET /reports', () => {
  it('lists the days and gives each as a page and as a document', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'movielog.log');
    writeFileSync(path, `${watchLines(10).join('\n')}\n`);
    await ingestFile(installation, path);
    const { report } = await reportDay(installation, '2024-03-01');
    const server = await controlServer({}, installation.home.root);
    expect((await server.send('/reports/')).body).toContain('href="/reports/2024-03-01"');
    expect(JSON.parse((await server.send('/v1/reports')).body)).toMatchObject({
      days: ['2024-03-01'],
      reports: [{ day: '2024-03-01', revision: 1, headline: report.headline }],
      next: null,
    });
    const document = await server.send('/reports/2024-03-01/report.json');
    expect(document.headers['content-type']).toContain('application/json');
    expect(JSON.parse(document.body)).toEqual(report);
    const page = await server.send('/reports/2024-03-01');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toBe((await server.send('/reports/2024-03-01/report.html')).body);
    // The page's own style is allowed by its hash, and nothing else is.
    const style = /<style>([\s\S]*?)<\/style>/.exec(page.body)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(policy).not.toContain('unsafe-inline');
    expect(page.body).not.toMatch(/<script|\sstyle=/);
  });

  it('says when there is none', async () => {
    const server = await controlServer();
    expect((await server.send('/reports/')).body).toContain('There is none yet');
  });

  it.each([
    '/reports/2024-03-02',
    '/reports/2024-03-02/report.json',
    '/reports/..',
    '/reports/%2e%2e/report.json',
    '/reports/x%2f..%2f../report.json',
    '/reports/../report.json',
    '/reports/%2e%2e/home.json',
    '/reports/..%2fhome.json',
    '/reports/2024-03-02/..%2f..%2fhome.json',
    '/reports/2024-03-02%00/report.json',
    '/reports/2024-03-02/other.txt',
  ])('finds nothing at %s', async (path) => {
    const server = await controlServer();
    writeFileSync(join(server.home.root, 'report.json'), '"outside"');
    const reply = await server.send(path);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('outside');
  });
});

describe('GET /v1/ask/:userId and /v1/receipts/:id', () => {
  it('give the list of a user as the service gives it, and its receipt', async () => {
    const exposures = join(temporaryFolder(), 'exposures');
    const serving = testServer({ exposures });
    try {
      const servingUrl = `http://127.0.0.1:${await serving.listen()}`;
      const server = await controlServer({ servingUrl });
      const reply = await server.send('/v1/ask/7');
      expect(reply.status).toBe(200);
      const list = JSON.parse(reply.body) as { receiptId: string; items: { itemId: string }[] };
      expect(list).toMatchObject({ userId: '7', tier: 'folded-in', modelVersion: 'together/2' });
      expect(list.items).toHaveLength(20);
      // The receipt lies where the service wrote it, which here is another home.
      const missing = await server.send(`/v1/receipts/${list.receiptId}`);
      expect([missing.status, JSON.parse(missing.body)]).toMatchObject([
        404,
        { error: 'no-receipt' },
      ]);
      const { home } = server;
      const own = testServer({ exposures: home.exposures });
      const { headers } = await own.app.inject('/recommend/7');
      const id = String(headers['x-showrunner-receipt']);
      const receipt = await server.send(`/v1/receipts/${id}`);
      expect(JSON.parse(receipt.body)).toMatchObject({
        receiptId: id,
        userId: '7',
        // The count models lie in no home, so the chain ends at once, and says so.
        chain: { model: null, segments: [], serving: { sources: 'code-1' } },
      });
      const { chain } = JSON.parse(receipt.body) as { chain: { broken: readonly string[] } };
      expect(chain.broken[0]).toMatch(/^Model .* cannot be read/);
      await own.close();
    } finally {
      await serving.close();
    }
  });

  it.each(['x', '1x', '-1', '1.5', '%20', '1%2F2', '٣', `${'9'.repeat(65)}`])(
    'refuse the user %s with fixed words',
    async (user) => {
      const server = await controlServer();
      const reply = await server.send(`/v1/ask/${encodeURI(user)}`);
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
        400,
        { error: 'bad-user', message: 'Not understood: a user id is one or more digits.' },
      ]);
    },
  );

  it.each([
    'x',
    '..',
    '00000000-0000-4000-8000-000000000000',
    '018e0000-0000-7000-8000-00000000000G',
  ])('refuse the receipt %s', async (id) => {
    const server = await controlServer();
    const reply = await server.send(`/v1/receipts/${id}`);
    expect(reply.status).toBe(400);
  });

  it('say so when the service does not answer, or answers something else', async () => {
    const other = await controlServer();
    for (const servingUrl of ['http://127.0.0.1:9', other.url]) {
      const server = await controlServer({ servingUrl });
      const reply = await server.send('/v1/ask/1');
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
        502,
        { error: 'serving-failed' },
      ]);
      expect(server.lines.join('')).toContain('ask-failed');
    }
  });
});

describe('what goes wrong inside', () => {
  it('is told to the log, and to the caller only that it did', async () => {
    const server = await controlServer();
    rmSync(server.home.reports, { recursive: true });
    writeFileSync(server.home.reports, 'no folder');
    const reply = await server.send('/v1/reports');
    expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
      500,
      { error: 'internal-error', message: 'Something went wrong here.' },
    ]);
    expect(server.lines.join('')).toContain('ENOTDIR');
  });
});

describe('assets', () => {
  it('are not sent again to whoever has them', async () => {
    const server = await controlServer();
    const first = await server.send('/assets/status.ts');
    expect(first.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const headers = { 'if-none-match': String(first.headers.etag) };
    const second = await server.send('/assets/status.ts', { headers });
    expect([second.status, second.body]).toEqual([304, '']);
  });
});
