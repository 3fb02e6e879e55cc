import { spokenName } from '../words/names.ts';

/** A recipe's settings, by name. */
export function Configuration({
  configuration,
}: {
  readonly configuration: Readonly<Record<string, unknown>>;
}) {
  const entries = Object.entries(configuration);
  if (entries.length === 0) return <p className="soft">It has no settings.</p>;
  return (
    <dl className="settings">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{spokenName(name)}</dt>
          <dd>{valueWords(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

export const valueWords = (value: unknown): string =>
  value === null || value === undefined
    ? 'none'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
