import type { Status } from '../api/status-types.ts';
import { ShareBars } from '../parts/share-bars.tsx';
import { counted, figure } from '../words/numbers.ts';
import { TIERS } from '../words/tiers.ts';
import { Facts } from '../parts/facts.tsx';
import { Panel } from './panel.tsx';

/** How lists came about since the service began, and what failed. */
export function TierPanel({ serving }: { readonly serving: Status['serving'] }) {
  const { failures, latencyMs } = serving;
  return (
    <Panel id="lists" title="How lists come about">
      {!serving.isReachable && <p className="problem">{serving.problem}</p>}
      <ShareBars
        caption="Lists given since the service began, by how they were made"
        unit="lists"
        shares={TIERS.map(([tier, name, about]) => ({
          name,
          about,
          value: serving.byTier[tier] ?? 0,
        }))}
      />
      <Facts
        facts={[
          ['Half of the lists within', latencyMs === null ? null : `${figure(latencyMs.p50)} ms`],
          ['Failed answers', counted(failures.serverErrors, 'answer')],
          ['Models that failed over a list', counted(failures.scorer, 'time')],
          ['Items kept from leaving', counted(failures.violations, 'item')],
          ['Receipts lost', counted(failures.receiptsLost, 'receipt')],
        ]}
      />
    </Panel>
  );
}
