import type { Status } from '../api/status-types.ts';
import { axisOf } from '../parts/axis.ts';
import { figure } from '../words/numbers.ts';

const WIDTH = 400;
const HEIGHT = 90;

/** The loss of a run by epoch. */
export function LossCurve({ run }: { readonly run: Status['training']['last'][number] }) {
  const { loss, epochs } = run;
  const axis = axisOf(loss, 'least');
  const points = loss.map((value, k) => {
    const x = (k / (loss.length - 1)) * WIDTH;
    const y = HEIGHT - ((value - axis.from) / (axis.to - axis.from)) * HEIGHT;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <figure className="curve loss">
      <figcaption>
        <span className="label">Loss of {run.family}, by epoch</span>
      </figcaption>
      <div className="curve-plot" aria-hidden="true">
        <span className="curve-top">{figure(axis.to)}</span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          <path className="curve-axis" d={`M0 ${HEIGHT}H${WIDTH}M0 0.5H${WIDTH}`} />
          <path className="curve-line" d={`M${points.join('L')}`} />
        </svg>
        <span className="curve-zero">{figure(axis.from)}</span>
        <span className="curve-from">epoch 1</span>
        <span className="curve-to">epoch {epochs}</span>
      </div>
      <details className="behind">
        <summary>
          Table<span className="hidden-text"> of the loss</span>
        </summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Point</th>
              <th scope="col">Loss</th>
            </tr>
          </thead>
          <tbody>
            {loss.map((value, k) => (
              <tr key={k}>
                <td>{k + 1}</td>
                <td>{value.toPrecision(6)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
