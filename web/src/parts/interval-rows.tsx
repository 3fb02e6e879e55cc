import { axisOf } from './axis.ts';

/** A mean with its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Means with their intervals on one axis, the figures beside them: a table whose cells are drawn. */
export function IntervalRows({
  caption,
  unit,
  rows,
  about,
  digits = 4,
}: {
  readonly caption: string;
  /** What the unit means. */
  readonly about?: string;
  readonly unit: string;
  readonly rows: readonly IntervalRow[];
  readonly digits?: number;
}) {
  const axis = axisOf(rows.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean]));
  const place = (value: number): string =>
    `${((value - axis.from) / (axis.to - axis.from)) * 100}%`;
  return (
    <table className="intervals">
      <caption>
        {caption}
        {about !== undefined && <span className="about">{about}</span>}
      </caption>
      <thead className="hidden-text">
        <tr>
          <th scope="col">Of</th>
          <th scope="col">{unit}</th>
          <th scope="col">Drawn</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, mean, low, high }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {mean.toFixed(digits)}{' '}
              {low !== null && high !== null && (
                <span className="unit">
                  {low.toFixed(digits)} to {high.toFixed(digits)}
                </span>
              )}
            </td>
            <td className="interval-cell" aria-hidden="true">
              <span className="interval-ground" />
              {low !== null && high !== null && (
                <span
                  className="interval-span"
                  style={{
                    insetInlineStart: place(low),
                    inlineSize: `calc(${place(high)} - ${place(low)})`,
                  }}
                />
              )}
              <span className="interval-mean" style={{ insetInlineStart: place(mean) }} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true">
        <tr>
          <td colSpan={2}>{unit}</td>
          <td className="interval-axis">
            <span>{axis.from}</span>
            <span>{axis.to}</span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
