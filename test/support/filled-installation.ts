import { join } from 'node:path';
import { fileSource } from '../../src/adapters/index.ts';
import type { Installation } from '../../src/compose.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { ingest } from '../../src/ingest/index.ts';
import { writeGeneratedLog, type GeneratedLog } from './generated-log.ts';
import { temporaryFolder } from './installation.ts';

/** A world in which a personal model wins, small enough to train on in a second. */
export const SMALL_WORLD: GeneratedLog = {
  users: 120,
  circles: 4,
  itemsPerCircle: 50,
  likesPerUser: 14,
  seed: 3,
};

/** Settings under which the pipeline is quick. */
export const QUICK: readonly string[] = ['families=als', 'als.factorCount=8', 'als.epochs=4'];

/** Ingests a file of the movie service's log into an installation. */
export async function ingestFile(installation: Installation, path: string): Promise<void> {
  await ingest({
    ...installation,
    source: fileSource(path),
    decoder: movielogDecoder,
    catalogue: null,
    progress: SILENT,
    follow: false,
    stop: new AbortController().signal,
  });
}

/** Ingests a generated log. @returns its path */
export async function fillInstallation(
  installation: Installation,
  world = SMALL_WORLD,
  folder = temporaryFolder(),
): Promise<string> {
  const path = join(folder, 'movielog.log');
  writeGeneratedLog(path, world);
  await ingestFile(installation, path);
  return path;
}
