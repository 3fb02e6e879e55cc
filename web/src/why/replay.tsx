import { useMutation } from '@tanstack/react-query';
import { control } from '../api/control.ts';
import { Problem } from '../parts/problem.tsx';

/** Makes the list anew from what the receipt names, and holds it against what was given. */
export function Replay({ receiptId }: { readonly receiptId: string }) {
  const replaying = useMutation({
    mutationFn: () =>
      control('GET /v1/receipts/{receiptId}', { path: { receiptId }, query: { replay: true } }),
  });
  const replay = replaying.data?.replay;
  return (
    <section className="block" aria-labelledby="replay">
      <h2 id="replay">Replay</h2>
      <p className="soft small">
        The list is made again from the model, the history and the rules that the receipt names.
      </p>
      <p>
        <button
          type="button"
          className="button"
          disabled={replaying.isPending}
          onClick={() => replaying.mutate()}
        >
          {replaying.isPending ? 'Making it again …' : 'Replay this list'}
        </button>
      </p>
      {replaying.error !== null && <Problem error={replaying.error} />}
      <p role="status">
        {replay === null && 'What it needs is gone, so it cannot be made again.'}
        {replay?.same === true && `The same, bit for bit, in all ${replay.places.length} places.`}
        {replay?.same === false &&
          `It differs in places ${replay.places
            .filter(({ same }) => !same)
            .map(({ position }) => position)
            .join(', ')}.`}
      </p>
    </section>
  );
}
