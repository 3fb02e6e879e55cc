import { useQuery, keepPreviousData, type UseQueryResult } from '@tanstack/react-query';
import type { PublicApi } from '../api/public-api.ts';
import { usePlayer } from './use-player.ts';

/**
 * Something that the public server makes for a viewer; asked anew when the viewer did something,
 * showing the former until the next has come.
 */
export function useViewer<T>(
  userId: string,
  key: readonly unknown[],
  asked: (player: PublicApi) => Promise<T>,
  isWanted = true,
): UseQueryResult<T> {
  const player = usePlayer();
  return useQuery({
    queryKey: ['viewer', userId, ...key],
    queryFn: () => asked(player!),
    enabled: player !== null && isWanted,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}
