import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { watchLines } from '../support/log-lines.ts';

const disk = mountSmallDisk(500_000);

describe.skipIf(disk === null)('a full disk (skipped where no small disk can be mounted)', () => {
  it('stops with a clear error, and the next run goes on when space returns', async () => {
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(path, `${watchLines(120_500).join('\n')}\n`);
    const options = { segmentLines: 20_000 };
    const small = await openInstallation(openHome(disk!));
    await expect(ingestFile(small, path, options)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(small.home.temporary).filter((name) => name.startsWith('segment'))).toEqual(
      [],
    );
    execFileSync('mount', ['-o', 'remount,size=100m', disk!]);
    const resumed = await ingestFile(small, path, options);
    await small.close();
    const whole = await ingestFile(await temporaryInstallation(), path, options);
    expect(contentsOf(resumed)).toEqual(contentsOf(whole));
  });
});
