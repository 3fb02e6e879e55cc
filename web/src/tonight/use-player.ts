import { useMemo } from 'react';
import { publicApi, type PublicApi } from '../api/public-api.ts';
import { useSession } from '../api/use-session.ts';
import { useStatus } from '../api/use-status.ts';

/** The public server that players ask, as soon as it is known where it is. */
export function usePlayer(): PublicApi | null {
  const served = useStatus().status?.serving.url;
  const url = useSession()?.publicUrl ?? served;
  return useMemo(() => (url === undefined ? null : publicApi(url)), [url]);
}
