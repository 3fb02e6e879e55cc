import { useQuery } from '@tanstack/react-query';
import { ask } from './ask.ts';
import type { ControlRoute } from './control.ts';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const NONE: ReadonlySet<string> = new Set();

/** The routes that the server describes: what it lacks is not offered. Empty until it is known. */
export function useRoutes(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['routes'],
    queryFn: async () => {
      const { paths } = await ask<Description>('/openapi.json');
      return new Set(
        Object.entries(paths).flatMap(([path, methods]) =>
          Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
        ),
      );
    },
    staleTime: Infinity,
    retry: false,
  });
  return data ?? NONE;
}

/** Whether the server has a route. */
export const useHas = (route: ControlRoute): boolean => useRoutes().has(route);
