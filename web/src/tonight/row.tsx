import type { ReactNode } from 'react';

/** Titles side by side under a heading; wider than the window it scrolls sideways. */
export function Row({
  id,
  title,
  about,
  children,
}: {
  readonly id: string;
  readonly title: ReactNode;
  readonly about?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="row" aria-labelledby={id}>
      <header className="row-head">
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p className="soft small">{about}</p>}
      </header>
      <ul className="row-titles" tabIndex={0} aria-labelledby={id}>
        {children}
      </ul>
    </section>
  );
}
