import type { Routes } from '../api/control-types.ts';

type Query = Routes['GET /v1/runs']['query'];

/** What of the list of runs is asked for, as the address says it. */
export type RunSearch = Pick<Query, 'stage' | 'family' | 'status' | 'sort' | 'order'>;

const SORTS = ['startedAt', 'seconds', 'stage', 'family', 'status', 'ndcg', 'loss'] as const;
const STATES = ['running', 'done', 'failed', 'abandoned'] as const;
const ORDERS = ['ascending', 'descending'] as const;

/** Reads an address; what it has that is not known is left out. */
export function runSearch(search: Readonly<Record<string, unknown>>): RunSearch {
  return {
    ...given('stage', textOf(search['stage'])),
    ...given('family', textOf(search['family'])),
    ...given('status', oneOf(STATES, search['status'])),
    ...given('sort', oneOf(SORTS, search['sort'])),
    ...given('order', oneOf(ORDERS, search['order'])),
  };
}

const given = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);
