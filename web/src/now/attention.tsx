import type { Status } from '../api/status-types.ts';

type Items = Status['attention'];

/** What needs attention, the weightiest first; notes are folded away. */
export function Attention({ items }: { readonly items: Items }) {
  const weighty = items.filter(({ severity }) => severity !== 'note');
  const notes = items.filter(({ severity }) => severity === 'note');
  if (items.length === 0) return null;
  return (
    <section className="attention" aria-label="What needs attention">
      {weighty.length > 0 && <List items={weighty} />}
      {notes.length > 0 && (
        <details>
          <summary>{notes.length === 1 ? 'One note' : `${notes.length} notes`}</summary>
          <List items={notes} />
        </details>
      )}
    </section>
  );
}

const WORDS = { stop: 'Act', look: 'Look', note: 'Note' } as const;

const List = ({ items }: { readonly items: Items }) => (
  <ul className="attention-list">
    {items.map(({ severity, about, message, advice }) => (
      <li key={`${about} ${message}`} data-severity={severity}>
        <b>{WORDS[severity]}</b>
        <div>
          <p>{message}</p>
          {advice !== null && (
            <p className="soft">{advice.startsWith('npx ') ? <code>{advice}</code> : advice}</p>
          )}
        </div>
      </li>
    ))}
  </ul>
);
