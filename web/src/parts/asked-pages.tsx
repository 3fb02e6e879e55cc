import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { More } from './more.tsx';
import { NotAsked } from './not-asked.tsx';

/** The pages of a list that have come, and the way to more of them. */
export const AskedPages = <T,>({
  query,
  what,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<T>>;
  readonly what: string;
  readonly children: (pages: readonly [T, ...T[]]) => ReactNode;
}) =>
  query.data === undefined ? (
    <NotAsked query={query} what={what} />
  ) : (
    <>
      {children(query.data.pages as [T, ...T[]])}
      <More pages={query} />
    </>
  );
