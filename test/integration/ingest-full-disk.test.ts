import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';

/** A disk of 500 kB, or `null` where this user may not mount one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=500k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

const disk = mountSmallDisk();
afterAll(() => {
  if (disk === null) return;
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true });
});

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
