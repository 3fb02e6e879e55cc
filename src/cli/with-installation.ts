import { openInstallation, type Installation } from '../compose.ts';
import { requireHome } from '../store/index.ts';

/** Opens the installation of a home that must exist, does the work, and closes it again. */
export async function withInstallation<T>(
  homePath: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const home = requireHome(homePath, `npx showrunner ingest --from file:PATH --home ${homePath}`);
  const installation = await openInstallation(home);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
