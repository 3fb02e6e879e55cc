import { useSyncExternalStore } from 'react';
import { statusStream, type Watched } from './status-stream.ts';

const stream = statusStream();

/** The latest status of everything, live. */
export const useStatus = (): Watched => useSyncExternalStore(stream.subscribe, stream.current);

/** The stream itself, for what keeps a history of it. */
export const sharedStatusStream = stream;
