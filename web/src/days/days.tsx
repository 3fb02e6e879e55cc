import './days.css';
import { Asked } from '../parts/asked.tsx';
import { Empty } from '../parts/empty.tsx';
import { Calendar } from './calendar.tsx';
import { DaysHead } from './days-head.tsx';
import { Trends } from './trends.tsx';
import { useReportDays, useReports } from './use-reports.ts';

/** How many days the trends show. */
const TREND_DAYS = 28;

/** A calendar of the daily reports, and how the days compare. */
export function Days() {
  const query = useReportDays();
  return (
    <>
      <DaysHead title="Days">
        A report for every day of the log: did viewers get lists, did the lists help, is the data
        sound.
      </DaysHead>
      <Asked query={query} what="the days">
        {(days) => (days.length === 0 ? <NoDays /> : <Reported days={days} />)}
      </Asked>
    </>
  );
}

function Reported({ days }: { readonly days: readonly string[] }) {
  const { reports } = useReports(days.slice(0, TREND_DAYS));
  return (
    <div className="days">
      <Calendar days={days} reports={reports} />
      <Trends reports={reports} />
    </div>
  );
}

const NoDays = () => (
  <Empty title="No day has a report yet">
    A report is made when a day of the log has ended. <code>npx showrunner report --day DAY</code>{' '}
    makes one at any time.
  </Empty>
);
