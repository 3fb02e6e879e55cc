import type { RouteContract } from './route-contract.ts';
import { ROUTE_CONTRACTS } from './route-contracts.ts';

const METHODS = Object.values<RouteContract>(ROUTE_CONTRACTS).map(({ path, method }) => ({
  path: new RegExp(`^${path.replace(/:\w+/g, '[^/?]+').replaceAll('.', '\\.')}(?:\\?|$)`),
  methods: method === undefined ? ['GET', 'HEAD'] : [method],
}));

/** What may be done at an address; `null` where there is nothing. */
export const allowedMethods = (url: string): readonly string[] | null =>
  METHODS.find(({ path }) => path.test(url))?.methods ?? null;
