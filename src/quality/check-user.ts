import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import { standingOf, type Standing } from './standing.ts';

/**
 * Holds the user of an event against the catalogue. A user who opens an account is newer than any
 * snapshot and never `unknown`.
 */
export function checkUser(event: StreamEvent, catalogue: Catalogue): Standing {
  const { userCoverage } = catalogue;
  const { userId } = event;
  if (userCoverage === 'none' || event.kind === 'account') return 'known';
  return standingOf(userCoverage, catalogue.hasUser(userId), () => catalogue.lacksUser(userId));
}
