import './chart.css';
import { ChartCanvas } from './chart-canvas.tsx';
import type { Trend, TrendSeries } from './trend.ts';

/** A trend as a chart with its axes, and as the table behind it. */
export const TrendChart = ({ trend }: { readonly trend: Trend }) => (
  <figure className="chart">
    <figcaption>{trend.caption}</figcaption>
    <ChartCanvas trend={trend} />
    <details className="behind">
      <summary>
        Table<span className="hidden-text"> of {trend.caption}</span>
      </summary>
      <TrendTable trend={trend} />
    </details>
  </figure>
);

const TrendTable = ({ trend: { xName, x, unit, series, format } }: { readonly trend: Trend }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{xName}</th>
        {series.map(({ name }) => (
          <th scope="col" key={name}>
            {name}
            {unit !== '' && `, ${unit}`}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {x.map((at, k) => (
        <tr key={at}>
          <th scope="row">{at}</th>
          {series.map((one) => (
            <td key={one.name}>{cellOf(one, k, format)}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

function cellOf(
  { values, low, high }: TrendSeries,
  k: number,
  format: (value: number) => string,
): string {
  const value = values[k] ?? null;
  if (value === null) return '–';
  const [from, to] = [low?.[k] ?? null, high?.[k] ?? null];
  return from === null || to === null
    ? format(value)
    : `${format(value)} (${format(from)} to ${format(to)})`;
}
