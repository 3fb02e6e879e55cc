import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { embeddedLogSource, fileSource, logWithPosted } from '../../src/adapters/index.ts';
import { openPosting } from '../../src/cli/open-posting.ts';
import { movielogDecoder, POSTED_PARTITION } from '../../src/events/index.ts';
import { controlServer } from '../support/control-server.ts';
import { ingestSource } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';
import { say } from '../support/recording-terminal.ts';

/** A service whose log is a file that somebody else writes, and our pages beside it. */
async function service() {
  const installation = await temporaryInstallation();
  const { home } = installation;
  const folder = temporaryFolder();
  const log = join(folder, 'movielog.log');
  writeFileSync(log, `${watchLines(10).join('\n')}\n`);
  const source = logWithPosted(fileSource(log), embeddedLogSource(home));
  const read = () => ingestSource(installation, source);
  await read();
  const movies = join(folder, 'movies.jsonl');
  writeFileSync(movies, '{"id":"film+1","title":"One","runtime":90}\n');
  await say('catalogue', 'sync', '--movies', movies, '--home', home.root);
  const posting = await openPosting(home, movielogDecoder.name);
  onTestFinished(() => posting.log.close());
  const server = await controlServer({ posting, eventTime: 'log' }, home.root);
  const act = (path: string, body: object) =>
    server.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { server, act, read, posting };
}

describe('what viewers of our own pages do', () => {
  it('is read beside the log of the service, at the time of that log', async () => {
    const { act, read, server } = await service();
    const watched = await act('/v1/users/900000001/watches', { itemId: 'film+1', minutes: 3 });
    expect([watched.status, JSON.parse(watched.body)]).toEqual([
      200,
      // The last line of the log is its tenth second.
      { lines: 3, firstOffset: 0, nextOffset: 3, at: '2024-03-01T00:00:09.000Z' },
    ]);
    await act('/v1/users/900000001/ratings', { itemId: 'film+1', rating: 5 });
    const { segments } = await read();
    const posted = segments.map(({ manifest: { content } }) => content);
    expect(posted.find(({ partition }) => partition === POSTED_PARTITION)).toMatchObject({
      from: 0,
      to: 4,
      ledger: { read: 4, accepted: { watch: 3, rating: 1 } },
      minTimeMs: Date.UTC(2024, 1, 29, 23, 58, 9),
    });
    const ofService = posted.filter(({ partition }) => partition === 0);
    expect(Math.max(...ofService.map(({ to }) => to))).toBe(10);
    const session = JSON.parse((await server.send('/v1/session')).body) as object;
    expect(session).toMatchObject({ events: { accepted: true, time: 'log' } });
  });

  it.each([
    ['/v1/users/1/watches', { itemId: 'film+9', minutes: 3 }, 404],
    ['/v1/users/1/watches', { itemId: 'film+1', minutes: 0 }, 400],
    ['/v1/users/1/watches', { itemId: 'film+1', minutes: 601 }, 400],
    ['/v1/users/x/watches', { itemId: 'film+1', minutes: 3 }, 400],
    ['/v1/users/1/ratings', { itemId: 'film+1', rating: 6 }, 400],
    ['/v1/users/1/ratings', { itemId: 'film+1\nx', rating: 5 }, 409],
  ])('%s %j is refused with %i, and nothing is written', async (path, body, status) => {
    const { act, posting } = await service();
    expect((await act(path, body)).status).toBe(status);
    expect(posting.log.nextOffset).toBe(0);
  });
});
