import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/**
 * A disk of its own with so many bytes while the tests of the file run; `null` where this user may
 * not mount one, which is tried when the file is read. To be called at the top of a file.
 *
 * @returns the folder, there from `beforeAll` on
 */
export function mountSmallDisk(sizeBytes: number): string | null {
  if (!mayMount()) return null;
  const folder = join(tmpdir(), `showrunner-disk-${process.pid}-${sizeBytes}`);
  beforeAll(() => {
    mkdirSync(folder);
    mount(folder, sizeBytes);
  });
  afterAll(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-disk-'));
  try {
    mount(folder, 4096);
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const mount = (folder: string, sizeBytes: number): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder], {
    stdio: 'ignore',
  });
