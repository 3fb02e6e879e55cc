import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedLogSource, openEmbeddedLog } from '../../src/adapters/index.ts';
import { openHome } from '../../src/store/index.ts';
import { readAll } from '../contracts/event-source.ts';
import { batchOf } from '../support/log-batches.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const disk = mountSmallDisk(2 * 1024 * 1024);

describe.skipIf(disk === null)('the embedded log on a full disk (needs the right to mount)', () => {
  it('refuses what does not fit, keeps what it acknowledged, and goes on when there is room', async () => {
    const home = openHome(join(disk!, 'home'));
    const log = await openEmbeddedLog(home, { nowMs: () => Date.now() });
    writeFileSync(join(disk!, 'ballast'), Buffer.alloc(1024 * 1024));
    const acknowledged: string[] = [];
    const refusals: unknown[] = [];
    for (let n = 0; refusals.length === 0; n++) {
      const line = `${n} ${'x'.repeat(50_000)}`;
      await log.append(batchOf([line])).then(
        () => acknowledged.push(line),
        (thrown: unknown) => refusals.push(thrown),
      );
    }
    expect(refusals[0]).toMatchObject({ code: 'DISK_FULL' });
    expect(acknowledged.length).toBeGreaterThan(5);
    const texts = async (): Promise<string[]> =>
      (await readAll(embeddedLogSource(home))).map(({ bytes }) => `${bytes}`);
    expect(await texts()).toEqual(acknowledged);
    rmSync(join(disk!, 'ballast'));
    expect(await log.append(batchOf(['after']))).toMatchObject({
      firstOffset: acknowledged.length,
    });
    expect(await texts()).toEqual([...acknowledged, 'after']);
    await log.close();
  });
});
