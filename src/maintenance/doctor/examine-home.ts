import type { Progress } from '../../domain/progress.ts';
import type { ArtifactStore, Home, Metadata } from '../../store/index.ts';
import { checkArtifacts } from './check-artifacts.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkDisk } from './check-disk.ts';
import { checkLake } from './check-lake.ts';
import { checkLocks } from './check-locks.ts';
import { checkRegistry } from './check-registry.ts';
import { trouble, well, type Diagnosis } from './diagnosis.ts';

/** What the doctor looks at. */
export interface Patient {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  readonly progress: Progress;
  /** What the metadata database says of its own damage, a sentence each. */
  readonly databaseDamage: () => Promise<readonly string[]>;
}

/**
 * Looks at everything a home holds and names each damage with the way out. Changes nothing.
 *
 * @param bytes whether every byte is read, or lengths only
 */
export async function examineHome(
  patient: Patient,
  { bytes }: { readonly bytes: boolean },
): Promise<Diagnosis[]> {
  const { home, artifacts, metadata, progress } = patient;
  return [
    checkDisk(home),
    await checkDatabase(patient),
    ...(await checkArtifacts({ artifacts, progress, bytes, home: home.root })),
    ...(await checkLake(artifacts, home.root)),
    await checkCatalogue(home, artifacts),
    ...(await checkRegistry(metadata, artifacts, home.root)),
    ...checkLocks(home),
  ];
}

async function checkDatabase({ databaseDamage }: Patient): Promise<Diagnosis> {
  const damage = await databaseDamage();
  if (damage.length === 0) return well('database', 'The metadata database is sound.');
  return trouble(
    'database',
    `The metadata database is damaged: ${damage.slice(0, 3).join('; ')}.`,
    'Restore showrunner.sqlite from a backup; no artifact depends on it.',
  );
}
