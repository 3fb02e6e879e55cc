import { useSyncExternalStore } from 'react';
import { sharedStatusStream } from '../api/use-status.ts';
import { liveHistory, type Moment } from './live-history.ts';

const history = liveHistory(sharedStatusStream);

/** The last minutes, as far as this page has seen them. */
export const useLiveHistory = (): readonly Moment[] =>
  useSyncExternalStore(history.subscribe, history.current);
