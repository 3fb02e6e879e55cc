import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NotAsked } from './not-asked.tsx';

/** What was asked for, or that it is on its way, or why it does not come. */
export const Asked = <T,>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}) =>
  query.data === undefined ? <NotAsked query={query} what={what} /> : <>{children(query.data)}</>;
