import { openEmbeddedLog } from '../../src/adapters/index.ts';
import { systemClock } from '../../src/compose.ts';
import { formatEventTime } from '../../src/domain/event-time.ts';
import { openHome } from '../../src/store/index.ts';

/**
 * Appends watch lines to the log of a home: `HOME LINES PER_SECOND USERS ITEMS`. With a rate of 0 as
 * fast as it can.
 */
const [home, ...numbers] = process.argv.slice(2);
const [lines, perSecond, users, items] = numbers.map(Number) as [number, number, number, number];
const BATCH = perSecond === 0 ? 20_000 : Math.max(1, Math.round(perSecond / 50));

const log = await openEmbeddedLog(openHome(home!), systemClock);
const began = performance.now();
for (let done = 0; done < lines; done += BATCH) {
  const count = Math.min(BATCH, lines - done);
  const text = Array.from({ length: count }, (_, k) => lineOf(done + k)).join('');
  await log.append({ lines: Buffer.from(text), lineCount: count, once: null });
  const dueMs = perSecond === 0 ? 0 : ((done + count) / perSecond) * 1000;
  const waitMs = dueMs - (performance.now() - began);
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
await log.close();

function lineOf(n: number): string {
  const time = formatEventTime({ ms: Math.floor(Date.now() / 1000) * 1000, nanos: 0 });
  const user = 1 + ((Math.imul(n, 2_654_435_761) >>> 0) % users);
  const item = Math.floor(((n * 7_919) % items) * (((n * 104_729) % 1_000) / 1_000));
  return `${time},${user},GET /data/m/movie+number+${item}+2001/${n % 100}.mpg\n`;
}
