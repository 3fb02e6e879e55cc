import type { Ranker, RankRequest } from '../ranker.ts';

/** The requests that a model was asked last, oldest first. */
export interface RecentRequests {
  latest(): readonly RankRequest[];
}

/** A ranker that remembers the last requests it was asked. @param limit how many, ≥ 1 */
export function remembering(ranker: Ranker, limit: number): Ranker & RecentRequests {
  const ring: RankRequest[] = [];
  let next = 0;
  return {
    top: (request) => {
      ring[next] = request;
      next = (next + 1) % limit;
      return ranker.top(request);
    },
    explain: (request, rows) => ranker.explain(request, rows),
    close: () => ranker.close(),
    latest: () => [...ring.slice(next), ...ring.slice(0, next)],
  };
}
