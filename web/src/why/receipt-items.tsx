import type { Receipt } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { spaced } from '../words/names.ts';
import { figure, percent } from '../words/numbers.ts';

/** Each place of the list with its score and what of the history led there. */
export function ReceiptItems({ receipt }: { readonly receipt: Receipt }) {
  const { items, exposures, others, missing } = receipt;
  const nameOf = (itemId: string, title: string | null = null): string =>
    title ?? receipt.titles?.[itemId] ?? itemId;
  const rows = exposures.map((exposure) => ({
    ...exposure,
    why: items?.find(({ position }) => position === exposure.position),
  }));
  return (
    <>
      {(missing ?? []).map((sentence) => (
        <p key={sentence} className="soft small">
          {sentence}
        </p>
      ))}
      <DataTable
        label="Places of the list"
        rows={rows}
        keyOf={({ position }) => String(position)}
        columns={[
          {
            name: 'Title',
            of: ({ position, itemId, why }) => `${position}. ${nameOf(itemId, why?.title)}`,
          },
          {
            name: 'Score',
            isNumber: true,
            of: ({ score }) => (score === null ? '–' : figure(score)),
          },
          {
            name: 'Because of',
            of: ({ why }) =>
              why === undefined || why.because.length === 0
                ? '–'
                : why.because
                    .slice(0, 3)
                    .map(
                      ({ itemId, title, added }) => `${nameOf(itemId, title)} (+${figure(added)})`,
                    )
                    .join(', '),
          },
          { name: 'Proposed by', of: ({ why }) => spaced(why?.source ?? '–') },
          { name: 'Placed', of: ({ slot }) => SLOTS[slot ?? ''] ?? spaced(slot ?? '–') },
          {
            name: 'Shown with chance',
            isNumber: true,
            of: ({ propensity }) => percent(propensity),
          },
        ]}
      />
      {others !== undefined && others.length > 0 && <Others others={others} nameOf={nameOf} />}
    </>
  );
}

/** How a place was filled. */
const SLOTS: Readonly<Record<string, string>> = {
  deterministic: 'by its score',
  kept: 'by its score; a draw left it',
  drawn: 'by a draw, to learn',
};
const MOST = 30;

const Others = ({
  others,
  nameOf,
}: {
  readonly others: NonNullable<Receipt['others']>;
  readonly nameOf: (itemId: string, title: string | null) => string;
}) => (
  <details>
    <summary>What came close and is not on the list</summary>
    <DataTable
      label="Candidates that are not on the list"
      rows={others.slice(0, MOST)}
      keyOf={({ itemId }) => itemId}
      columns={[
        { name: 'Title', of: ({ itemId, title }) => nameOf(itemId, title) },
        {
          name: 'Score',
          isNumber: true,
          of: ({ score }) => (score === null ? '–' : figure(score)),
        },
        { name: 'Kept off by', of: ({ removedBy }) => removedBy ?? 'no room' },
      ]}
    />
  </details>
);
