import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openInstallation, type Installation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real installation in a fresh home: files, DuckDB, SQLite; closed when the test is over. */
export async function temporaryInstallation(): Promise<Installation> {
  const installation = await openInstallation(openHome(temporaryFolder()));
  onTestFinished(() => installation.close());
  return installation;
}
