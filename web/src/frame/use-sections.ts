import { useMemo } from 'react';
import { useRoutes } from '../api/use-routes.ts';
import { OPERATE, WATCH, type Section } from './sections.ts';

/** The parts that this server can show. */
export function useSections(): {
  readonly operate: readonly Section[];
  readonly watch: readonly Section[];
} {
  const routes = useRoutes();
  return useMemo(() => {
    const isThere = ({ needs }: Section): boolean => needs === undefined || routes.has(needs);
    return { operate: OPERATE.filter(isThere), watch: WATCH.filter(isThere) };
  }, [routes]);
}
