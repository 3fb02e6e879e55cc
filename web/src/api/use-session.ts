import { useQuery } from '@tanstack/react-query';
import { control } from './control.ts';
import type { Session } from './control-types.ts';
import { useHas } from './use-routes.ts';

type Permission = Session['allowed'][number];

/** Who the reader is here; undefined until that is known, or where the server does not say. */
export function useSession(): Session | undefined {
  const has = useHas('GET /v1/session');
  return useQuery({
    queryKey: ['session'],
    queryFn: () => control('GET /v1/session'),
    staleTime: 60_000,
    enabled: has,
  }).data;
}

/** Whether the reader may do something that changes something. */
export const useMay = (permission: Permission): boolean =>
  useSession()?.allowed.includes(permission) ?? false;
