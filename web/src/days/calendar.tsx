import { Link } from '@tanstack/react-router';
import type { Report } from '../api/report-types.ts';
import { dayState } from './day-state.ts';
import { monthsOf, monthWords } from './months.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Months with a link on each day that has a report, marked by what the report asks for. */
export function Calendar({
  days,
  reports,
}: {
  readonly days: readonly string[];
  readonly reports: readonly Report[];
}) {
  const known = new Set(days);
  const byDay = new Map(reports.map((report) => [report.day, report]));
  return (
    <div className="months">
      {monthsOf(days).map(({ month, weeks }) => (
        <table key={month} className="month">
          <caption>{monthWords(month)}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, k) => (
              <tr key={week.find((day) => day !== null) ?? k}>
                {week.map((day, place) => (
                  <td key={day ?? place}>
                    {day === null ? null : known.has(day) ? (
                      <Day day={day} report={byDay.get(day)} />
                    ) : (
                      <span className="day-none">{Number(day.slice(8))}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function Day({ day, report }: { readonly day: string; readonly report: Report | undefined }) {
  const state = report === undefined ? null : dayState(report);
  return (
    <Link
      to="/days/$day"
      params={{ day }}
      className="day"
      data-tone={state?.tone}
      title={state?.words}
    >
      {Number(day.slice(8))}
      <span className="day-mark" aria-hidden="true">
        {state?.tone === 'stop' ? '■' : state?.tone === 'look' ? '▲' : ''}
      </span>
      <span className="hidden-text">
        {day}
        {state !== null && `, ${state.words}`}
      </span>
    </Link>
  );
}
