import type { Report } from '../api/report-types.ts';
import { figure } from '../words/numbers.ts';
import { capitalized } from '../words/names.ts';

/** What of the day differs from the days before, beyond how days differ anyway. */
export const DayDrift = ({ report: { drift } }: { readonly report: Report }) => (
  <section className="block" aria-labelledby="drift">
    <h2 id="drift">Drift</h2>
    {drift.drifted.length > 0 && (
      <ul className="to-do">
        {drift.drifted.map(({ field, severity, message }) => (
          <li key={field} data-urgency={severity === 'severe' ? 'now' : 'today'}>
            <b>{severity === 'severe' ? 'Severe' : 'Drift'}</b>
            <p>{message}</p>
          </li>
        ))}
      </ul>
    )}
    <p className="soft small">{drift.note}</p>
    {drift.columns.length > 0 && (
      <section className="wide" tabIndex={0} aria-label="Drift of each column, table">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Of the</th>
              <th scope="col" className="number">
                Distance
              </th>
              <th scope="col" className="number">
                Counts from
              </th>
              <th scope="col">Unit</th>
              <th scope="col" className="number">
                p, corrected
              </th>
            </tr>
          </thead>
          <tbody>
            {drift.columns.map(({ field, group, label, unit, distance, threshold, pValue }) => (
              <tr key={field}>
                <th scope="row">{capitalized(label)}</th>
                <td>{group}</td>
                <td className="number">{distance === null ? '–' : figure(distance)}</td>
                <td className="number">{threshold === null ? '–' : figure(threshold)}</td>
                <td>{unit}</td>
                <td className="number">{pValue === null ? '–' : figure(pValue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  </section>
);
