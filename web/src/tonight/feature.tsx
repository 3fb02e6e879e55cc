import type { ListItem } from '../api/public-api.ts';
import { runtimeWords } from '../words/runtime-words.ts';
import { Poster } from './poster/poster.tsx';
import { reasonWords } from './reason-words.ts';
import { TitleActions } from './title-actions.tsx';
import type { Deeds } from './use-deeds.ts';
import { useItem } from './use-item.ts';

/** The first title of the list, large. */
export function Feature({ item, deeds }: { readonly item: ListItem; readonly deeds: Deeds }) {
  const known = useItem(item.itemId);
  const name = item.title ?? item.itemId;
  const facts = [
    known?.releaseYear ?? null,
    known?.runtimeMinutes == null ? null : runtimeWords(known.runtimeMinutes),
    known?.genres.join(', ') ?? null,
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <section className="feature" aria-label="First for you">
      <Poster
        itemId={item.itemId}
        title={name}
        genres={known?.genres ?? []}
        year={known?.releaseYear ?? null}
      />
      <div className="feature-words">
        <p className="feature-reason">{reasonWords(item)}</p>
        <h2>{name}</h2>
        <p className="soft">{facts.join(' · ')}</p>
        <TitleActions itemId={item.itemId} name={name} deeds={deeds} />
      </div>
    </section>
  );
}
