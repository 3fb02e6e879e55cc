import { QueryClient } from '@tanstack/react-query';
import { Refused } from './refused.ts';

/** What a server refused will be refused again; what did not come at all may come. */
const isWorthTrying = (failures: number, thrown: Error): boolean =>
  failures < 2 && (!(thrown instanceof Refused) || thrown.status === 0 || thrown.status === 503);

/** What has been asked for, kept for a while. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: isWorthTrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
