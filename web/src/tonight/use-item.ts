import { useQuery } from '@tanstack/react-query';
import type { CatalogueItem } from '../api/public-api.ts';
import { usePlayer } from './use-player.ts';

/** What the catalogue says of an item; it hardly changes, so it is asked once. */
export function useItem(itemId: string): CatalogueItem | undefined {
  const player = usePlayer();
  return useQuery({
    queryKey: ['item', itemId],
    queryFn: () => player!.item(itemId),
    enabled: player !== null,
    staleTime: Infinity,
  }).data;
}
