import type { Report } from '../api/report-types.ts';
import { capitalized } from '../words/names.ts';
import { measureWords } from './measure-words.ts';

/** The figures of the day beside those of the same day a week before. */
export function DayFigures({ report }: { readonly report: Report }) {
  const { weekBefore } = report;
  const worth = report.worth.range;
  return (
    <section className="block" aria-labelledby="figures">
      <h2 id="figures">Figures</h2>
      {weekBefore === null ? (
        <OwnFigures report={report} />
      ) : (
        <table className="data figures">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col" className="number">
                {report.day}
              </th>
              <th scope="col" className="number">
                {weekBefore.day}, a week before
              </th>
            </tr>
          </thead>
          <tbody>
            {weekBefore.measures.map(({ name, unit, now, before }) => (
              <tr key={name}>
                <th scope="row">{capitalized(name)}</th>
                <td className="number">{measureWords(now, unit)}</td>
                <td className="number">{measureWords(before, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {worth?.minutesPerUserDay != null && (
        <p>
          Personal lists were worth <b>{measureWords(worth.minutesPerUserDay.mean, 'minutes')}</b> a
          viewer and day over {worth.fromDay} to {worth.toDay} (95 %:{' '}
          {measureWords(worth.minutesPerUserDay.low, 'minutes')} to{' '}
          {measureWords(worth.minutesPerUserDay.high, 'minutes')}).
        </p>
      )}
    </section>
  );
}

/** Where there is no week before to compare with. */
function OwnFigures({ report }: { readonly report: Report }) {
  const { requests, availability, latencyMs, viewing, personalised, ratings } = report;
  const rows: readonly (readonly [string, string])[] = [
    ['Requests', measureWords(requests, 'count')],
    ['Got a list', measureWords(availability, 'share')],
    ['99 % of answers within', measureWords(latencyMs.p99, 'ms')],
    ['Personal lists', measureWords(personalised.share, 'share')],
    ['Viewers', measureWords(viewing.viewers, 'count')],
    ['Watched', measureWords(viewing.minutes, 'minutes')],
    ['After a recommendation', measureWords(viewing.recommended.minuteShare, 'share')],
    ['Mean rating', measureWords(ratings.mean, 'points')],
  ];
  return (
    <table className="data figures">
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" className="number">
            {report.day}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
