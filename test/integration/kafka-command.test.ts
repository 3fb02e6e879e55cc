import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { openHome } from '../../src/store/index.ts';
import { TEST_USER } from '../../scripts/kafka/broker.ts';
import { describeWithKafka, hasKcat, kcat } from '../support/kafka-broker.ts';
import { temporaryFolder } from '../support/installation.ts';
import { freePorts, startUp } from '../support/up-process.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/showrunner.js');

/** Runs a command in a process of its own. */
function showrunner(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

const LINE = '2026-03-01T10:00:01,1,GET /data/m/a+2000/1.mpg';

describeWithKafka(
  'a topic on the command line',
  (kafka) => {
    it.skipIf(!hasKcat)(
      'is simulated, read by kcat, and ingested with its lag',
      async () => {
        const topic = await kafka.topic(2);
        const home = temporaryFolder();
        const made = showrunner(
          [
            'simulate',
            '--users',
            '50',
            '--movies',
            '50',
            '--days',
            '0.1',
            '--partitions',
            '2',
          ].concat(['--home', home, '--to', kafka.url(topic), '--json']),
        );
        expect(made.stderr).not.toContain('showrunner:');
        const { lines } = JSON.parse(made.stdout) as { lines: number };
        for (const partition of ['0', '1']) {
          const args = ['-C', '-q', '-e', '-b', kafka.broker.address, '-t', topic, '-p', partition];
          const log = readFileSync(join(home, `simulated/movielog-${partition}.log`));
          expect((await kcat([...args, '-o', 'beginning'])).equals(log)).toBe(true);
        }
        const lake = temporaryFolder();
        const read = showrunner(['ingest', '--home', lake, '--from', kafka.url(topic), '--json']);
        const document = JSON.parse(read.stdout) as {
          read: number;
          partitions: { to: number; highWatermark: number; lag: number }[];
        };
        expect(document.read).toBe(lines);
        expect(document.partitions.map(({ lag }) => lag)).toEqual([0, 0]);
        expect(document.partitions.reduce((sum, { highWatermark }) => sum + highWatermark, 0)).toBe(
          lines,
        );
      },
      60_000,
    );

    it('is reached as the configuration says, and the password is written nowhere', async () => {
      const topic = await kafka.topic();
      await kafka.produce(topic, [Buffer.from(LINE)]);
      const folder = temporaryFolder();
      const config = join(folder, 'showrunner.yaml');
      writeFileSync(
        config,
        `source: kafka://${kafka.broker.saslAddress}/${topic}
kafka:
  sasl: {mechanism: SCRAM-SHA-256, username: ${TEST_USER.username}, passwordVariable: THE_PASSWORD}
`,
      );
      const home = join(folder, 'home');
      const args = ['ingest', '--home', home, '--config', config, '--json'];
      expect(showrunner(args).stderr).toContain('[PASSWORD_MISSING]');
      const refused = showrunner(args, { THE_PASSWORD: 'another-one' });
      expect(refused.stderr).toContain('[KAFKA_FAILED]');
      expect(refused.stderr).not.toContain('another-one');
      const read = showrunner(args, { THE_PASSWORD: TEST_USER.password });
      expect(JSON.parse(read.stdout)).toMatchObject({ read: 1 });
      const written = readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
      expect([read.stdout, read.stderr, ...written].join()).not.toContain(TEST_USER.password);
    }, 60_000);

    it('is followed by up, whose metrics tell the lag', async () => {
      const topic = await kafka.topic();
      await kafka.produce(topic, [Buffer.from(LINE)]);
      const folder = temporaryFolder();
      const [control] = await freePorts(1);
      const config = join(folder, 'showrunner.yaml');
      const ports = `ports: {control: ${control}}`;
      writeFileSync(config, `source: ${kafka.url(topic)}\n${ports}\n`);
      const home = join(folder, 'home');
      const up = startUp('--config', config, '--home', home, '--roles', 'ingest,web');
      try {
        await up.until(/The status page is at/);
        await expect
          .poll(async () => (await fetch(`http://127.0.0.1:${control}/metrics`)).text(), {
            timeout: 30_000,
          })
          .toMatch(
            new RegExp(
              `showrunner_ingest_lag_lines\\{source="kafka:[\\w-]+/${topic}",partition="0"\\} 0`,
            ),
          );
      } finally {
        up.kill('SIGTERM');
      }
      expect(await up.ended).toBe(0);
      expect(up.heard[0]).toContain(`Showrunner follows ${kafka.url(topic)}.`);
      const installation = await openInstallation(openHome(home));
      const segments = await liveSegments(installation.artifacts);
      await installation.close();
      expect(segments.map(({ manifest }) => manifest.content.ledger.read)).toEqual([1]);
    }, 60_000);
  },
  { sasl: true },
);
