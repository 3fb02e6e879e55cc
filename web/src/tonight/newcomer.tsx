import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Asked } from '../parts/asked.tsx';
import { Problem } from '../parts/problem.tsx';
import { doDeed } from './deed.ts';
import { newViewerId } from './new-viewer-id.ts';
import { TitleCard } from './title-card.tsx';
import { useViewer } from './use-viewer.ts';

const WANTED = 3;
const BEST = 5;

/** Somebody new: three titles that they like, and their page is made from them. */
export function Newcomer() {
  const [userId] = useState(newViewerId);
  const [liked, setLiked] = useState<readonly string[]>([]);
  const query = useViewer(userId, ['first'], (player) => player.list(userId, { count: 20 }));
  const navigate = useNavigate();
  const joining = useMutation({
    mutationFn: async () => {
      for (const itemId of liked) await doDeed(userId, { kind: 'rate', itemId, rating: BEST });
    },
    onSuccess: () => navigate({ to: '/tonight/$userId', params: { userId } }),
  });
  const toggle = (itemId: string): void =>
    setLiked((before) =>
      before.includes(itemId)
        ? before.filter((known) => known !== itemId)
        : [...before, itemId].slice(-WANTED),
    );
  return (
    <section className="newcomer" aria-labelledby="newcomer">
      <header className="newcomer-head">
        <div>
          <h2 id="newcomer">New here? Choose {WANTED} titles that you like</h2>
          <p className="soft">Your page is made from them. You will be viewer {userId}.</p>
        </div>
        <button
          type="button"
          className="button main"
          disabled={liked.length < WANTED || joining.isPending}
          onClick={() => joining.mutate()}
        >
          {joining.isPending
            ? 'Making your page …'
            : liked.length < WANTED
              ? `${WANTED - liked.length} to go`
              : 'Show my page'}
        </button>
      </header>
      {joining.error !== null && <Problem error={joining.error} />}
      <Asked query={query} what="some titles">
        {({ items }) => (
          <ul className="choices">
            {items.map(({ itemId, title }) => (
              <li key={itemId}>
                <button
                  type="button"
                  className="choice-card"
                  aria-pressed={liked.includes(itemId)}
                  onClick={() => toggle(itemId)}
                >
                  <TitleCard itemId={itemId} title={title} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Asked>
    </section>
  );
}
