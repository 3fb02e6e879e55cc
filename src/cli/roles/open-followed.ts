import { existsSync } from 'node:fs';
import { messageOf } from '../../domain/errors.ts';
import { openHome } from '../../store/index.ts';
import { openSource, type OpenSource } from '../event-source-option.ts';
import { pause, until } from './pauses.ts';
import type { RoleContext } from './role-context.ts';

const RETRY_MS = 2_000;

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
  if (source.kind === 'embedded') return open();
  if (source.kind === 'file') {
    const isThere = await until(() => existsSync(source.path), { everyMs: 200, stop });
    return isThere ? open() : null;
  }
  for (let told = false; !stop.aborted; told = true) {
    try {
      return await open();
    } catch (thrown) {
      if (!['KAFKA_FAILED', 'TOPIC_MISSING'].includes((thrown as { code?: string }).code ?? ''))
        throw thrown;
      if (!told) say(`${messageOf(thrown)} Trying again until it works.`);
      await pause(RETRY_MS, stop);
    }
  }
  return null;
}
