import { useMemo } from 'react';
import { publicApi, type PublicApi } from '../api/public-api.ts';
import { useSession } from '../api/use-session.ts';

/** The public server that players ask, as soon as it is known where it is. */
export function usePlayer(): PublicApi | null {
  const url = useSession()?.publicUrl;
  return useMemo(() => (url === undefined ? null : publicApi(url)), [url]);
}
