import { figure } from '../words/numbers.ts';
import { curvePath, niceCeiling } from './curve-path.ts';
import { HISTORY_MS, type Moment } from './live-history.ts';

const WIDTH = 200;
const HEIGHT = 44;

/** A value over the last five minutes, with its axes, the latest figure and a table behind it. */
export function LiveCurve({
  name,
  unit,
  history,
  of,
}: {
  readonly name: string;
  readonly unit: string;
  readonly history: readonly Moment[];
  readonly of: (moment: Moment) => number | null;
}) {
  const points = history.flatMap((moment) => {
    const value = of(moment);
    return value === null ? [] : [{ atMs: moment.atMs, value }];
  });
  const last = points.at(-1);
  const top = niceCeiling(Math.max(0, ...points.map(({ value }) => value)));
  const endMs = history.at(-1)?.atMs ?? 0;
  const frame = { fromMs: endMs - HISTORY_MS, toMs: endMs, top, width: WIDTH, height: HEIGHT };
  return (
    <figure className="curve">
      <figcaption>
        <span className="label">{name}</span>
        <b>
          {last === undefined ? '–' : figure(last.value)} <span className="unit">{unit}</span>
        </b>
      </figcaption>
      <div className="curve-plot" aria-hidden="true">
        <span className="curve-top">{figure(top)}</span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          <path className="curve-axis" d={`M0 ${HEIGHT}H${WIDTH}M0 0.5H${WIDTH}`} />
          <path className="curve-line" d={curvePath(points, frame)} />
        </svg>
        <span className="curve-zero">0</span>
        <span className="curve-from">−5 min</span>
        <span className="curve-to">now</span>
      </div>
      <CurveTable name={name} unit={unit} points={points} />
    </figure>
  );
}

/** The same as figures, at most one for every quarter of a minute. */
function CurveTable({
  name,
  unit,
  points,
}: {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}) {
  const rows = points.filter(
    ({ atMs }, k) => Math.floor(atMs / 15_000) !== Math.floor((points[k + 1]?.atMs ?? 0) / 15_000),
  );
  return (
    <details className="behind">
      <summary>
        Table<span className="hidden-text"> of {name}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">UTC</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ atMs, value }) => (
            <tr key={atMs}>
              <td>{new Date(atMs).toISOString().slice(11, 19)}</td>
              <td>{figure(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
