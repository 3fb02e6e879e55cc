import { join, resolve } from 'node:path';
import { watchRules, type WatchedRules } from '../serving/index.ts';
import type { Home } from '../store/index.ts';
import type { Logger } from '../telemetry/index.ts';

/**
 * Opens the rules of a home, or those of a named file, and follows them.
 *
 * @throws as `watchRules`
 */
export const openRules = (
  home: Home,
  named: string | null | undefined,
  logger: Logger,
): WatchedRules =>
  watchRules({
    file: resolve(named ?? join(home.root, 'rules.yaml')),
    named: (named ?? null) !== null,
    home,
    logger,
  });
