import { useMemo } from 'react';
import { publicApi, type PublicApi } from '../api/public-api.ts';
import { publicBase } from '../api/public-base.ts';
import { useStatus } from '../api/use-status.ts';

/** The public server, as soon as it is known where it is. */
export function usePlayer(): PublicApi | null {
  const url = useStatus().status?.serving.url ?? null;
  return useMemo(
    () => (url === null ? null : publicApi(publicBase(url, location.hostname))),
    [url],
  );
}
