import type { ReactNode } from 'react';
import { runtimeWords } from '../words/runtime-words.ts';
import { Poster } from './poster/poster.tsx';
import { useItem } from './use-item.ts';

/** A title: its poster, what it is, and what goes with it where it stands. */
export function TitleCard({
  itemId,
  title,
  children,
}: {
  readonly itemId: string;
  readonly title: string | null;
  readonly children?: ReactNode;
}) {
  const item = useItem(itemId);
  const name = title ?? item?.title ?? itemId;
  const facts = [
    item?.releaseYear ?? null,
    item?.runtimeMinutes == null ? null : runtimeWords(item.runtimeMinutes),
    item?.genres.slice(0, 2).join(', ') ?? null,
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <article className="title-card" aria-label={name}>
      <Poster
        itemId={itemId}
        title={name}
        genres={item?.genres ?? NO_GENRES}
        year={item?.releaseYear ?? null}
      />
      <h3 className="title-name">{name}</h3>
      <p className="title-facts">{facts.join(' · ')}</p>
      {children}
    </article>
  );
}

const NO_GENRES: readonly string[] = [];
