import { capitalized } from '../words/names.ts';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

/** In place of what was asked for and has not come: that it is on its way, or why it does not come. */
export const NotAsked = ({
  query: { error, refetch },
  what,
}: {
  readonly query: { readonly error: Error | null; readonly refetch: () => unknown };
  readonly what: string;
}) =>
  error === null ? (
    <Loading what={what} />
  ) : (
    <Problem
      title={`${capitalized(what)} cannot be shown`}
      error={error}
      onRetry={() => void refetch()}
    />
  );
