import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { ledgerOf, liveSegments } from '../../src/ingest/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { writeGeneratedLog } from '../support/generated-log.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';
import { freePorts, startUp } from '../support/up-process.ts';

describe('up over a real log', () => {
  it('follows the log, trains and answers, and ends by itself after a time', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'a.log');
    const home = join(folder, 'home');
    writeGeneratedLog(log, {
      users: 80,
      itemsPerCircle: 12,
      circles: 4,
      likesPerUser: 8,
      seed: 1,
    });
    const [lists] = await freePorts(1);
    const config = join(folder, 'showrunner.yaml');
    writeFileSync(
      config,
      `source: file:a.log\nports: {public: ${lists}}\npipeline: {families: als, als.factorCount: 8}\n`,
    );
    const up = startUp('--config', config, '--home', home, '--roles', 'serve,ingest,train');
    try {
      await up.until(/train .* is champion now, the first\./);
      await up.until(/serve .* answers from now on/);
      const answer = await fetch(`http://127.0.0.1:${lists}/recommend/1000`);
      expect((await answer.text()).split(',').length).toBe(20);
      // The log grows while it is followed.
      const next = '2026-04-02T10:00:00,1000,GET /rate/movie+0+0+2001=4\n';
      appendFileSync(log, next);
      await up.until(/ingest .*Up to/);
    } finally {
      up.kill('SIGTERM');
    }
    expect(await up.ended).toBe(0);
    expect(up.heard[0]).toBe(`Showrunner follows ${log}. Ctrl-C ends.`);
    const installation = await openInstallation(openHome(home));
    try {
      const ledger = ledgerOf(await liveSegments(installation.artifacts));
      expect(ledger.quarantined).toEqual({});
      expect((await versionBehind(installation.metadata, 'champion'))?.family).toBeDefined();
    } finally {
      await installation.close();
    }
  });

  it('says that nothing is to be trained yet by not training, and ends when its time is over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), '2026-03-01T10:00:00,1,GET /rate/a+2000=4\n');
    writeFileSync(join(folder, 'up.yaml'), 'source: file:a.log\n');
    const home = join(folder, 'home');
    const config = join(folder, 'up.yaml');
    const args = `--config ${config} --home ${home} --roles ingest,train --for 15 --json`;
    const said = await say('up', ...args.split(' '));
    expect(said.code).toBe(0);
    expect(documentOf(said)).toMatchObject({ home, ended: 'stopped' });
    expect(said.err).toContain('ingest  There is no catalogue');
    expect(said.err).not.toContain('Training begins');
  });

  it('gives up on a log that cannot be followed, and says why', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), gzipSync('2026-03-01T10:00:00,1,GET /rate/a+2000=4\n'));
    writeFileSync(join(folder, 'up.yaml'), 'source: file:a.log\n');
    const args = `--config ${join(folder, 'up.yaml')} --home ${join(folder, 'home')} --roles ingest`;
    const said = await say('up', ...args.split(' '));
    expect(said.code).toBe(1);
    expect(said.err).toContain('[FOLLOW_PACKED]');
    expect(said.err).toContain('Role ingest cannot run');
  });
});

describe('up that cannot start', () => {
  it('names the roles there are, and the nearest', async () => {
    const said = await say('up', '--demo', '--home', temporaryFolder(), '--roles', 'serv,train');
    expect(said.code).toBe(2);
    expect(said.err).toContain("found role 'serv'");
    expect(said.err).toContain('the nearest is serve');
  });

  it('has no simulated service to run without --demo', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'up.yaml'), 'source: file:a.log\n');
    const config = join(folder, 'up.yaml');
    const said = await say('up', '--config', config, '--home', folder, '--roles', 'simulate');
    expect(said.code).toBe(2);
  });

  it('says so when a port is taken, and leaves no role behind', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const home = temporaryFolder();
    const said = await say('up', '--demo', '--home', home, '--public-port', `${port}`);
    server.close();
    expect(said.code).toBe(1);
    expect(said.err).toContain(`port ${port}`);
    expect(existsSync(join(home, 'simulated/movielog.log'))).toBe(false);
  });

  it('asks for a configuration with an example', async () => {
    const said = await say('up', '--config', '/no/such/showrunner.yaml');
    expect(said.code).toBe(2);
    expect(said.err).toContain('source: file:/var/log/movielog.log');
  });

  it('refuses numbers that are none', async () => {
    for (const wrong of [
      ['--users', 'many'],
      ['--speed', '0'],
      ['--for', 'x'],
    ])
      expect((await say('up', '--demo', '--home', temporaryFolder(), ...wrong)).code).toBe(2);
  });
});
