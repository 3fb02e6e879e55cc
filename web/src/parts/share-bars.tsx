import { count, percent } from '../words/numbers.ts';

/** One part of a whole. */
export interface Share {
  readonly name: string;
  readonly value: number;
  /** What the name means. */
  readonly about?: string;
}

/** Parts of a whole as a table whose rows are bars; every bar has its figures beside it. */
export function ShareBars({
  shares,
  unit,
  caption,
}: {
  readonly shares: readonly Share[];
  readonly unit: string;
  readonly caption: string;
}) {
  const whole = shares.reduce((sum, { value }) => sum + value, 0);
  return (
    <table className="share-bars">
      <caption className="hidden-text">{caption}</caption>
      <thead className="hidden-text">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">{unit}</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, value, about }) => (
          <tr key={name}>
            <th scope="row" title={about}>
              {name}
            </th>
            <td>
              {count(value)} <span className="unit">{unit}</span>
            </td>
            <td className="share-cell">
              {value > 0 && (
                <span
                  className="share-bar"
                  aria-hidden="true"
                  style={{
                    inlineSize: `calc((100% - 5.5rem) * ${whole === 0 ? 0 : value / whole})`,
                  }}
                />
              )}
              <span>{whole === 0 ? '–' : percent(value / whole)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
