import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { More } from './more.tsx';
import { Problem } from './problem.tsx';

/** The pages of a list that have come, and the way to more of them. */
export function AskedPages<T>({
  query,
  what,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<T>>;
  readonly what: string;
  readonly children: (pages: readonly [T, ...T[]]) => ReactNode;
}) {
  if (query.data !== undefined)
    return (
      <>
        {children(query.data.pages as [T, ...T[]])}
        <More pages={query} />
      </>
    );
  if (query.error !== null)
    return (
      <Problem
        title={`${what.charAt(0).toUpperCase()}${what.slice(1)} cannot be shown`}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return <Loading what={what} />;
}
