import { useMutation } from '@tanstack/react-query';
import { control } from '../api/control.ts';
import { Problem } from '../parts/problem.tsx';

/** Makes a decision again from the facts it rested on, and tells whether it came out the same. */
export function ReplayDecision({
  experiment,
  decision,
}: {
  readonly experiment: string;
  readonly decision: number;
}) {
  const replay = useMutation({
    mutationFn: () =>
      control('POST /v1/experiments/{experiment}/decisions/{decision}/replay', {
        path: { experiment, decision },
      }),
  });
  const { data, error, isPending } = replay;
  if (error !== null)
    return (
      <Problem title="It cannot be made again" error={error} onRetry={() => replay.mutate()} />
    );
  if (data === undefined)
    return (
      <button type="button" className="button" disabled={isPending} onClick={() => replay.mutate()}>
        {isPending ? 'Working …' : 'Make again'}
        <span className="hidden-text"> decision {decision}</span>
      </button>
    );
  return (
    <p role="status" className="replayed" data-same={data.isSame}>
      {data.isSame ? (
        <>
          <b>✓ The same</b>, byte for byte
        </>
      ) : (
        <>
          <b>✕ Not the same</b>: now {data.again.action}. {data.again.because}
        </>
      )}
    </p>
  );
}
