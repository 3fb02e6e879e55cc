import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { control } from '../api/control.ts';
import type { Operation } from '../api/control-types.ts';

const LOOK_MS = 700;

/** How something goes that was begun: at once done, or followed until it is. */
export function OperationProgress({
  started,
  done,
  told,
}: {
  readonly started: unknown;
  readonly done: string;
  readonly told: ((result: Operation['result']) => string) | undefined;
}) {
  const operation = useOperation(started);
  if (operation === null) return <p role="status">{done}</p>;
  const { state, progress, problem, result } = operation;
  return (
    <div className="operation" role="status" data-state={state}>
      <p>
        <b>
          {state === 'running' ? 'Under way …' : state === 'done' ? done : 'It did not succeed.'}
        </b>
      </p>
      {state === 'done' && told !== undefined && <p>{told(result)}</p>}
      {problem !== null && <p className="problem">{problem.message}</p>}
      {progress.length > 0 && (
        <ol className="progress-lines">
          {progress.map((line, k) => (
            <li key={k}>{line}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The operation as it is now; `null` where there is none to follow. */
function useOperation(started: unknown): Operation | null {
  const first = isOperation(started) ? started : null;
  const queries = useQueryClient();
  const { data = first } = useQuery({
    queryKey: ['operation', first?.id],
    queryFn: () =>
      control('GET /v1/operations/{operationId}', { path: { operationId: first!.id } }),
    enabled: first !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  });
  const state = data?.state;
  useEffect(() => {
    // What it changed is shown elsewhere on the page.
    if (state !== undefined && state !== 'running')
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'operation' });
  }, [state, queries]);
  return data;
}

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' &&
  value !== null &&
  'state' in value &&
  'progress' in value &&
  'id' in value;
