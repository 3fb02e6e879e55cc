import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { Receipt } from '../api/control-types.ts';
import { useHas } from '../api/use-routes.ts';
import { Asked } from '../parts/asked.tsx';
import { Facts } from '../parts/facts.tsx';
import { counted, figure } from '../words/numbers.ts';
import { tierName } from '../words/tiers.ts';
import { utcTime } from '../words/times.ts';
import { Chain } from './chain.tsx';
import { ReceiptItems } from './receipt-items.tsx';
import { Replay } from './replay.tsx';

/** One list: what it was, why each title is on it, and what made it. */
export function ReceiptView({ receiptId }: { readonly receiptId: string }) {
  const query = useQuery({
    queryKey: ['receipt', receiptId],
    queryFn: () => ask<Receipt>(`/v1/receipts/${receiptId}?reasons=true`),
    staleTime: Infinity,
  });
  const canReplay = useHas('GET /v1/receipts/{receiptId}');
  return (
    <Asked query={query} what="the receipt">
      {(receipt) => (
        <>
          <section className="block" aria-labelledby="receipt">
            <h2 id="receipt">The list</h2>
            <Summary receipt={receipt} />
            <ReceiptItems receipt={receipt} />
          </section>
          {canReplay && <Replay receiptId={receiptId} />}
          <Chain receipt={receipt} />
        </>
      )}
    </Asked>
  );
}

const Summary = ({ receipt }: { readonly receipt: Receipt }) => (
  <Facts
    facts={[
      ['Viewer', receipt.userId === '-' ? 'nobody in particular' : receipt.userId],
      ['Given', utcTime(new Date(receipt.atMs).toISOString())],
      ['Made', `${tierName(receipt.tier)}, by ${receipt.modelVersion ?? 'no model'}`],
      ['Took', `${figure(receipt.latencyMs)} ms`],
      ['Known of the viewer', counted(receipt.history.length, 'title')],
      ['Arm of an experiment', receipt.trace?.variant ?? null],
      [
        'Kept off by rules',
        Object.entries(receipt.removed)
          .filter(([, times]) => times > 0)
          .map(([rule, times]) => `${rule}: ${counted(times, 'title')}`)
          .join(', ') || 'nothing',
      ],
    ]}
  />
);
