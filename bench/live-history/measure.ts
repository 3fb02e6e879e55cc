import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';
import { embeddedLogSource } from '../../src/adapters/index.ts';
import { openInstallation } from '../../src/compose.ts';
import { DATASET_PARAMETERS } from '../../src/datasets/index.ts';
import { userId } from '../../src/domain/ids.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { openLiveHistory } from '../../src/serving/live-history/live-history.ts';
import { openHome } from '../../src/store/index.ts';
import { commitGeneratedLake } from './generated-lake.ts';

/**
 * `node bench/live-history/measure.ts [USERS] [HOME]`: how long live histories take to be ready, what
 * they weigh, what following 10,000 lines a second does to the event loop, and how soon a line counts.
 * Without HOME a lake of USERS × 40 watches is made first, and thrown away afterwards.
 */
const users = Number(process.argv[2] ?? 1_000_000);
const given = process.argv[3];
const ITEMS = 27_000;
const BEHIND = 1_000_000;

const folder = given ?? mkdtempSync(join(tmpdir(), 'showrunner-bench-'));
const home = openHome(folder);
const append = async (lines: number, perSecond: number): Promise<void> => {
  const main = fileURLToPath(new URL('append-main.ts', import.meta.url));
  const args = [main, folder, lines, perSecond, users, ITEMS].map(String);
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'close')) as [
    number,
  ];
  if (code !== 0) throw new Error(`appending ended with ${code}`);
};

if (given === undefined) {
  const maker = await openInstallation(home);
  const lake = { source: 'file:/generated', users, watchesPerUser: 40, items: ITEMS };
  await commitGeneratedLake(maker, { ...lake, segmentLines: 1_000_000 });
  await maker.close();
  await append(BEHIND, 0);
}

const installation = await openInstallation(home);
const rssBefore = process.memoryUsage.rss();
const loop = monitorEventLoopDelay({ resolution: 1 });
const delays: number[] = [];
const began = performance.now();
const cpuBefore = process.cpuUsage();
loop.enable();
const live = openLiveHistory({
  ...installation,
  parameters: DATASET_PARAMETERS.parse({}),
  log: {
    decoder: movielogDecoder,
    open: async () => ({ source: embeddedLogSource(home), close: async () => undefined }),
  },
  catalogue: () => null,
  onDelay: (seconds) => delays.push(seconds),
});
let loadedMs = 0;
for (let waits = live.status().waitsFor; waits !== null; waits = live.status().waitsFor) {
  if (loadedMs === 0 && waits.includes('end of the log')) loadedMs = performance.now() - began;
  await sleep(5);
}
const readyMs = performance.now() - began;
const cpu = process.cpuUsage(cpuBefore);
const { contacts, bytes, lines } = live.status();
const loadLoop = { p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 };
const readSeconds = time(() => live.history.historyOf(userId('7')));
loop.reset();
const beforeFollow = process.threadCpuUsage();
await append(100_000, 10_000);
await sleep(500);
const follow = process.threadCpuUsage(beforeFollow);
delays.sort((a, b) => a - b);
process.stdout.write(
  `${JSON.stringify(
    {
      users: live.status().users,
      contacts,
      bytesPerContact: bytes / contacts,
      megabytes: bytes / 1e6,
      rssMegabytes: (process.memoryUsage.rss() - rssBefore) / 1e6,
      lakeSeconds: loadedMs / 1000,
      readySeconds: readyMs / 1000,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      linesBehind: lines,
      loopWhileLoading: loadLoop,
      historyOfMicroseconds: readSeconds * 1e6,
      loopWhileFollowing: {
        linesPerSecond: 10_000,
        p50Ms: loop.percentile(50) / 1e6,
        p99Ms: loop.percentile(99) / 1e6,
        maxMs: loop.max / 1e6,
        mainThreadShare: (follow.user + follow.system) / 1e6 / 10.5,
      },
      delaySeconds: {
        batches: delays.length,
        p50: delays[Math.floor(delays.length / 2)],
        p99: delays[Math.floor(delays.length * 0.99)],
      },
    },
    null,
    2,
  )}\n`,
);
await live.close();
await installation.close();
if (given === undefined) rmSync(folder, { recursive: true });

/** Seconds of a call, the mean of a thousand. */
function time(work: () => unknown): number {
  const from = performance.now();
  for (let n = 0; n < 1_000; n++) work();
  return (performance.now() - from) / 1e6;
}
