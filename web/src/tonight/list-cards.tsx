import type { ListItem } from '../api/public-api.ts';
import { reasonWords } from './reason-words.ts';
import { TitleActions } from './title-actions.tsx';
import { TitleCard } from './title-card.tsx';
import type { Deeds } from './use-deeds.ts';

/** Titles of a list as cards with their reason and what can be done with them. */
export const ListCards = ({
  items,
  deeds,
  reason = reasonWords,
}: {
  readonly items: readonly ListItem[];
  readonly deeds: Deeds;
  /** Why a title stands here. */
  readonly reason?: (item: ListItem) => string;
}) => (
  <>
    {items.map((item) => (
      <li key={item.itemId}>
        <TitleCard itemId={item.itemId} title={item.title}>
          <p className="title-reason">{reason(item)}</p>
          <TitleActions itemId={item.itemId} name={item.title ?? item.itemId} deeds={deeds} />
        </TitleCard>
      </li>
    ))}
  </>
);
