import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { openInstallation, type Installation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that is gone when the tests of the file are over; to be called in `beforeAll`. */
export function temporaryFolderForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-test-'));
  FOLDERS.push(folder);
  return folder;
}

const FOLDERS: string[] = [];
afterAll(() => {
  for (const folder of FOLDERS) rmSync(folder, { recursive: true, force: true });
});

/** A real installation in a fresh home: files, DuckDB, SQLite; closed when the test is over. */
export async function temporaryInstallation(): Promise<Installation> {
  const installation = await openInstallation(openHome(temporaryFolder()));
  onTestFinished(() => installation.close());
  return installation;
}
