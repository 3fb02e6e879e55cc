import './days.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Asked } from '../parts/asked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { dayWords } from '../words/times.ts';
import { DayDrift } from './day-drift.tsx';
import { DayFigures } from './day-figures.tsx';
import { DayHours } from './day-hours.tsx';
import { DayToDo } from './day-to-do.tsx';
import { DayVersions } from './day-versions.tsx';
import { useReport, useReportDays } from './use-reports.ts';

const route = getRouteApi('/days/$day');

/** The report of a day: what happened, was it right, did it help, and what to do. */
export function DayPage() {
  const { day } = route.useParams();
  const query = useReport(day);
  return (
    <>
      <PageHead title={dayWords(day)} actions={<Neighbours day={day} />}>
        {query.data === undefined ? day : query.data.headline.join(' ')}
      </PageHead>
      <Asked query={query} what="the report">
        {(report) => (
          <>
            <p className="soft small">
              {day}, revision {report.revision}.{' '}
              {report.data.complete
                ? 'The books of the day are closed.'
                : `Its books close at ${report.data.closesAt.slice(0, 16).replace('T', ' ')} UTC of the log; figures may still change.`}{' '}
              <a href={`/reports/${day}`}>The whole report as a page</a>,{' '}
              <a href={`/reports/${day}/report.json`}>as JSON</a>.
            </p>
            <DayToDo report={report} />
            <DayFigures report={report} />
            <DayHours report={report} />
            <DayVersions report={report} />
            <DayDrift report={report} />
          </>
        )}
      </Asked>
    </>
  );
}

/** The days before and after that have a report. */
function Neighbours({ day }: { readonly day: string }) {
  const days = useReportDays().data ?? [];
  const at = days.indexOf(day);
  const [later, earlier] = at < 0 ? [] : [days[at - 1], days[at + 1]];
  return (
    <>
      {earlier !== undefined && (
        <Link className="button" to="/days/$day" params={{ day: earlier }}>
          ← {dayWords(earlier)}
        </Link>
      )}
      <Link className="button" to="/days">
        All days
      </Link>
      {later !== undefined && (
        <Link className="button" to="/days/$day" params={{ day: later }}>
          {dayWords(later)} →
        </Link>
      )}
    </>
  );
}
