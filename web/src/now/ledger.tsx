import type { Status } from '../api/status-types.ts';
import { ShareBars } from '../parts/share-bars.tsx';
import { count } from '../words/numbers.ts';
import { capitalized, spaced } from '../words/names.ts';
import { Panel } from './panel.tsx';

/** Where every line went that was read. */
export function Ledger({ ledger }: { readonly ledger: Status['ledger'] }) {
  const { accepted, repaired, duplicate, quarantined, pending } = ledger;
  return (
    <Panel id="ledger" title="Where every line went">
      <p className="soft small">
        {ledger.read === 0
          ? 'No line has been read yet.'
          : ledger.addsUp
            ? `${count(ledger.read)} lines were read, and each is accounted for.`
            : `${count(ledger.read)} lines were read, and they do not add up.`}
      </p>
      {ledger.read > 0 && (
        <ShareBars
          caption="Lines by what became of them"
          unit="lines"
          shares={[
            ...Object.entries(accepted).map(([kind, value]) => ({ name: kind, value })),
            { name: 'repaired', value: repaired },
            { name: 'duplicate', value: duplicate },
            { name: 'waiting for the catalogue', value: pending },
            ...Object.entries(quarantined).map(([reason, value]) => ({
              name: `set aside: ${spaced(reason)}`,
              value,
            })),
          ]
            .filter(({ value }) => value > 0)
            .map((share) => ({ ...share, name: capitalized(share.name) }))}
        />
      )}
    </Panel>
  );
}
