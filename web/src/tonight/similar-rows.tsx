import { ListCards } from './list-cards.tsx';
import { Row } from './row.tsx';
import type { Deeds } from './use-deeds.ts';
import { useViewer } from './use-viewer.ts';

/** A row for each of the titles that the viewer liked last. */
export function SimilarRows({ userId, deeds }: { readonly userId: string; readonly deeds: Deeds }) {
  const { data } = useViewer(userId, ['because'], (player) => player.becauseYouWatched(userId));
  return (
    <>
      {(data?.rows ?? [])
        .filter(({ items }) => items.length > 0)
        .map(({ because, items }) => (
          <Row
            key={because.itemId}
            id={`because-${because.itemId}`}
            title={
              <>
                Because you watched <i>{because.title ?? because.itemId}</i>
              </>
            }
          >
            <ListCards
              items={items}
              deeds={deeds}
              reason={() => `Goes with ${because.title ?? because.itemId}`}
            />
          </Row>
        ))}
    </>
  );
}
