import { existsSync } from 'node:fs';
import { embeddedLogSource, fileSource } from '../../adapters/index.ts';
import type { EventSource } from '../../events/index.ts';
import type { Home } from '../../store/index.ts';
import { EMBEDDED } from '../event-source-option.ts';
import type { UpSettings } from './settings.ts';

type Log = Pick<UpSettings, 'log'>;

/** The log that the roles follow: a file, or the one that the home keeps itself. */
export const followedSource = ({ log }: Log, home: Home): EventSource =>
  log === EMBEDDED ? embeddedLogSource(home) : fileSource(log);

/** Whether it can be followed already; a log that the home keeps itself always can. */
export const isLogThere = ({ log }: Log): boolean => log === EMBEDDED || existsSync(log);
