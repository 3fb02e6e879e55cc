import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { latestRetrainings } from '../../src/pipeline/index.ts';
import { openHome } from '../../src/store/index.ts';
import { writeGeneratedLog } from '../support/generated-log.ts';
import { temporaryFolder } from '../support/installation.ts';
import { freePorts, startUp, type UpProcess } from '../support/up-process.ts';

const SHIPPED = join(import.meta.dirname, '../../contracts');

/** A training is given this time; one that hangs is killed after as long again. */
const TIMEOUT_MS = 2_000;

/** Asks for lists until it is told to end. @returns what came in place of a whole list */
async function askThroughout(url: string, over: AbortSignal) {
  const [asked, wrong] = [{ count: 0 }, [] as string[]];
  while (!over.aborted) {
    const body = await fetch(`${url}/recommend/${1000 + (asked.count % 80)}`)
      .then(async (answer) => (answer.ok ? answer.text() : `status ${answer.status}`))
      .catch((thrown: unknown) => String(thrown));
    if (new Set(body.split(',')).size !== 20) wrong.push(body);
    asked.count++;
    await sleep(50);
  }
  return { asked: asked.count, wrong };
}

/** An installation with a champion, whose contracts are files of its own. */
async function prepared() {
  const folder = temporaryFolder();
  const [home, contracts] = [join(folder, 'home'), join(folder, 'contracts')];
  mkdirSync(contracts);
  for (const name of ['events.yaml', 'users.yaml', 'movies.yaml'])
    copyFileSync(join(SHIPPED, name), join(contracts, name));
  const log = join(folder, 'a.log');
  writeGeneratedLog(log, { users: 80, itemsPerCircle: 12, circles: 4, likesPerUser: 8, seed: 1 });
  const [lists, control] = await freePorts(2);
  const start = (schedule: string): UpProcess => {
    const config = join(folder, 'showrunner.yaml');
    writeFileSync(
      config,
      `source: file:a.log
ports: { public: ${lists}, control: ${control} }
contracts: contracts
schedule: { ${schedule} }
pipeline: { families: als, als.factorCount: 8 }
`,
    );
    return startUp('--config', config, '--home', home, '--roles', 'serve,ingest,train,observe');
  };
  const up = start('everyDays: 1');
  await up.until(/train .* is champion now, the first\./);
  await stop(up);
  return { start, home, contracts, url: `http://127.0.0.1:${lists}` };
}

async function stop(up: UpProcess): Promise<void> {
  up.kill('SIGTERM');
  await up.ended;
}

it('kills a training that hangs, tells, tries again later and later, and serves meanwhile', async () => {
  const { start, home, contracts, url } = await prepared();
  // What a contract is read from gives no answer, as a disk may that is not local.
  const [file, aside] = [join(contracts, 'events.yaml'), `${contracts}.aside`];
  renameSync(file, aside);
  execFileSync('mkfifo', [file]);
  // The last day of the log had not ended: its lines are what no model knows.
  const due = 'everyDays: 365, afterLines: 1';
  const up = start(`${due}, timeoutMinutes: ${TIMEOUT_MS / 60_000}`);
  const over = new AbortController();
  try {
    await up.until(/serve .*Lists are given/);
    const asking = askThroughout(url, over.signal);
    await up.until(/Alert training-failing: .*failed several times in a row/);
    over.abort();
    const { asked, wrong } = await asking;
    expect(asked).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  } finally {
    over.abort();
    await stop(up);
  }
  const killed = up.heard.filter((line) => line.includes('Role train was killed (SIGKILL)'));
  expect(killed.length).toBeGreaterThan(2);
  expect(up.heard.filter((line) => /Role (serve|ingest|observe) /.test(line))).toEqual([]);

  const runs = await runsOf(home);
  expect(runs[0]).toMatchObject({ because: 'schedule', status: 'done' });
  const tries = runs.slice(1);
  expect(tries.length).toBeGreaterThan(2);
  // Whoever is killed writes nothing: the next run closes what it finds.
  expect(new Set(tries.slice(0, -1).map(({ status }) => status))).toEqual(new Set(['failed']));
  // When a killed run ended nobody knows, so its wait of 5 s, 10 s, 20 s … counts from its beginning.
  const begun = tries.map(({ startedAt }) => Date.parse(startedAt));
  const waits = begun.slice(1).map((at, k) => at - begun[k]!);
  for (const [k, wait] of waits.entries())
    expect(wait).toBeGreaterThanOrEqual(Math.max(5_000 * 2 ** k, 2 * TIMEOUT_MS));

  // Once the file can be read again, the next try goes well.
  rmSync(file);
  renameSync(aside, file);
  const again = start(due);
  await again.until(/train .*Training took/);
  await stop(again);
  expect((await runsOf(home)).at(-1)).toMatchObject({ because: 'volume', status: 'done' });
}, 600_000);

/** The whole runs, oldest first. */
async function runsOf(home: string) {
  const installation = await openInstallation(openHome(home));
  const runs = await latestRetrainings(installation.metadata, 50);
  await installation.close();
  return runs.toReversed();
}
