import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../api/ask.ts';
import { useControl } from '../api/use-control.ts';
import { useHas } from '../api/use-routes.ts';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Problem } from '../parts/problem.tsx';
import { tierName } from '../words/tiers.ts';
import { utcTime } from '../words/times.ts';

/** The latest lists of a viewer, where the server can tell, and a way to ask for one more. */
export function UserLists({ userId }: { readonly userId: string }) {
  return (
    <section className="block" aria-labelledby="lists">
      <h2 id="lists">Lists of viewer {userId}</h2>
      <AskNow userId={userId} />
      {useHas('GET /v1/users/{userId}/receipts') && <Latest userId={userId} />}
    </section>
  );
}

/** A list as the viewer would get it now; it leaves a receipt like any other. */
function AskNow({ userId }: { readonly userId: string }) {
  const asking = useMutation({
    mutationFn: () => ask<{ readonly receiptId: string }>(`/v1/ask/${userId}`),
  });
  return (
    <div className="ask-now">
      <button
        type="button"
        className="button"
        disabled={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {asking.isPending ? 'Asking …' : 'Ask for a list now'}
      </button>
      {asking.error !== null && <Problem error={asking.error} />}
      {asking.data !== undefined && (
        <p>
          It has the receipt{' '}
          <Link to="/why" search={{ of: asking.data.receiptId }}>
            {asking.data.receiptId}
          </Link>
          .
        </p>
      )}
    </div>
  );
}

function Latest({ userId }: { readonly userId: string }) {
  const query = useControl('GET /v1/users/{userId}/receipts', { path: { userId } });
  return (
    <Asked query={query} what="the lists">
      {({ receipts, lookedBackTo }) =>
        receipts.length === 0 ? (
          <Empty title="No list is on record">
            This viewer has not asked
            {lookedBackTo === null ? '' : ` since ${utcTime(lookedBackTo)}`}. The button above asks
            for one.
          </Empty>
        ) : (
          <DataTable
            label={`Lists of viewer ${userId}`}
            rows={receipts}
            keyOf={({ receiptId }) => receiptId}
            columns={[
              {
                name: 'Receipt',
                of: ({ receiptId }) => (
                  <Link to="/why" search={{ of: receiptId }}>
                    {receiptId}
                  </Link>
                ),
              },
              { name: 'When', isTight: true, of: ({ at }) => utcTime(at) },
              { name: 'Made', of: ({ tier }) => tierName(tier) },
              { name: 'By', of: ({ modelVersion }) => modelVersion ?? 'no model' },
              { name: 'Arm', of: ({ variant }) => variant ?? '–' },
              { name: 'First titles', of: ({ items }) => items.slice(0, 3).join(', ') },
            ]}
          />
        )
      }
    </Asked>
  );
}
