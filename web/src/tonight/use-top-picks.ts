import type { UseQueryResult } from '@tanstack/react-query';
import type { ViewerList } from '../api/public-api.ts';
import { useViewer } from './use-viewer.ts';

/** The viewer's list with its reasons. */
export const useTopPicks = (userId: string): UseQueryResult<ViewerList> =>
  useViewer(userId, ['top'], (player) => player.list(userId, { count: 20, explain: true }));
