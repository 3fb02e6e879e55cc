import { Asked } from '../parts/asked.tsx';
import { Feature } from './feature.tsx';
import { ListCards } from './list-cards.tsx';
import { Row } from './row.tsx';
import type { Deeds } from './use-deeds.ts';
import { useTopPicks } from './use-top-picks.ts';

/** The list of the viewer: its first title large, the others beside each other. */
export function TopPicks({ userId, deeds }: { readonly userId: string; readonly deeds: Deeds }) {
  const query = useTopPicks(userId);
  return (
    <Asked query={query} what="your list">
      {({ items: [first, ...others] }) => (
        <>
          {first !== undefined && <Feature item={first} deeds={deeds} />}
          <Row id="top-picks" title="Top picks">
            <ListCards items={others} deeds={deeds} />
          </Row>
        </>
      )}
    </Asked>
  );
}
