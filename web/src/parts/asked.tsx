import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

/** What was asked for, or that it is on its way, or why it does not come. */
export function Asked<T>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
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
