import { percent } from '../words/numbers.ts';
import { Row } from './row.tsx';
import { TitleActions } from './title-actions.tsx';
import { TitleCard } from './title-card.tsx';
import type { Deeds } from './use-deeds.ts';
import { useViewer } from './use-viewer.ts';

/** What the viewer began and did not finish; no row where there is nothing. */
export function ContinueRow({ userId, deeds }: { readonly userId: string; readonly deeds: Deeds }) {
  const { data } = useViewer(userId, ['continue'], (player) => player.continueWatching(userId));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Row id="continue" title="Continue watching">
      {data.items.map(({ itemId, title, completion }) => (
        <li key={itemId}>
          <TitleCard itemId={itemId} title={title}>
            <p className="title-reason">{percent(completion, 0)} seen</p>
            <meter className="seen" min="0" max="1" value={completion} aria-label="Seen" />
            <TitleActions itemId={itemId} name={title ?? itemId} deeds={deeds} />
          </TitleCard>
        </li>
      ))}
    </Row>
  );
}
