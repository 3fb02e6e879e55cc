import { currentSnapshot } from '../../catalogue/index.ts';
import { ShowrunnerError } from '../../domain/errors.ts';
import type { ArtifactStore, Home } from '../../store/index.ts';
import { noteworthy, trouble, well, type Diagnosis } from './diagnosis.ts';

/** Whether the catalogue in force can be read. */
export async function checkCatalogue(home: Home, artifacts: ArtifactStore): Promise<Diagnosis> {
  const sync = `npx showrunner catalogue sync --movies FILE --users FILE --home ${home.root}`;
  try {
    const snapshot = await currentSnapshot(home, artifacts);
    if (snapshot === null)
      return noteworthy('catalogue', 'There is none: ids are taken as they are.', sync);
    const { itemCount, userCount } = snapshot.manifest.content;
    return well(
      'catalogue',
      `${snapshot.id.slice(0, 12)}: ${itemCount} items, ${userCount} users.`,
    );
  } catch (thrown) {
    if (!(thrown instanceof ShowrunnerError)) throw thrown;
    return trouble('catalogue', thrown.message, sync);
  }
}
