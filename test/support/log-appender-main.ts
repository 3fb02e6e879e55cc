import { openEmbeddedLog } from '../../src/adapters/index.ts';
import { openHome } from '../../src/store/index.ts';
import { keyedBatch } from './log-batches.ts';

/**
 * A process that appends batches `from` and on to the log of a home, several at a time, and says
 * `number firstOffset outcome` on stdout for each that is acknowledged, until it is killed or has
 * appended `count`.
 */
const [homePath, from, count] = process.argv.slice(2) as [string, string, string];
const log = await openEmbeddedLog(openHome(homePath), { nowMs: () => Date.now() });
const append = async (number: number): Promise<void> => {
  const { firstOffset, outcome } = await log.append(keyedBatch(number));
  process.stdout.write(`${number} ${firstOffset} ${outcome}\n`);
};
const end = Number(from) + Number(count);
for (let number = Number(from); number < end;) {
  const group: Promise<void>[] = [];
  while (group.length < 5 && number < end) group.push(append(number++));
  await Promise.all(group);
}
await log.close();
