import type { Report } from '../api/report-types.ts';
import { count, figure } from '../words/numbers.ts';
import { tierName } from '../words/tiers.ts';

/** What each model version and tier led to. */
export const DayVersions = ({ report: { versions, attribution } }: { readonly report: Report }) => (
  <section className="block" aria-labelledby="versions">
    <h2 id="versions">Models of the day</h2>
    <p className="soft small">
      Watches and minutes that followed a list within {attribution.windowHours} h. That is credit,
      not worth.
    </p>
    <section className="wide" tabIndex={0} aria-label="Models of the day, table">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Made</th>
            <th scope="col" className="number">
              Answers
            </th>
            <th scope="col" className="number">
              Viewers
            </th>
            <th scope="col" className="number">
              Watches
            </th>
            <th scope="col" className="number">
              Minutes a place, 95 %
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((row) => (
            <tr key={`${row.modelVersion} ${row.tier}`}>
              <th scope="row">{row.modelVersion ?? 'no model'}</th>
              <td>{row.tier === null ? 'without a receipt' : tierName(row.tier)}</td>
              <td className="number">{count(row.answers)}</td>
              <td className="number">{count(row.users)}</td>
              <td className="number">{count(row.watches)}</td>
              <td className="number">
                {row.minutesPerExposure === null
                  ? '–'
                  : `${figure(row.minutesPerExposure.mean)} min (${figure(row.minutesPerExposure.low)} to ${figure(row.minutesPerExposure.high)})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </section>
);
