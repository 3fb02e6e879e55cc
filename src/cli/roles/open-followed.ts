import { existsSync } from 'node:fs';
import { openHome } from '../../store/index.ts';
import { openSource, patiently, type OpenSource } from '../event-source-option.ts';
import { until } from './pauses.ts';
import type { RoleContext } from './role-context.ts';

/**
 * Opens the source that is followed, as soon as it is there: a file may yet have to be written,
 * brokers may yet have to start.
 *
 * @returns `null` when stopped before
 */
export async function openFollowed({
  settings: { source, home },
  stop,
  say,
}: RoleContext): Promise<OpenSource | null> {
  const open = (): Promise<OpenSource> => openSource(source, () => openHome(home));
  if (source.kind === 'kafka') return patiently(open, { forMs: Infinity, stop, say });
  if (source.kind === 'embedded') return open();
  const isThere = await until(() => existsSync(source.path), { everyMs: 200, stop });
  return isThere ? open() : null;
}
