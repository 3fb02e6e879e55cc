import { Link } from '@tanstack/react-router';
import type { Status } from '../api/status-types.ts';
import { Facts } from '../parts/facts.tsx';
import { counted, compact, figure, percent } from '../words/numbers.ts';
import { dayWords } from '../words/times.ts';
import { Panel } from './panel.tsx';

/** The latest daily report, in short. */
export function LastDay({ status: { report } }: { readonly status: Status }) {
  if (report === null)
    return (
      <Panel id="last-day" title="The last day">
        <p className="soft">
          No day has been reported yet; the first report comes when a day of the log has ended.
        </p>
      </Panel>
    );
  return (
    <Panel id="last-day" title={`The last day, ${dayWords(report.day)}`}>
      <div className="last-day">
        <div>
          {report.headline.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p>
            <Link to="/days/$day" params={{ day: report.day }}>
              The whole report
            </Link>
          </p>
        </div>
        <Facts
          facts={[
            ['Requests', counted(report.requests, 'request')],
            [
              'Got a list',
              report.availability === null
                ? null
                : `${percent(report.availability, 2)} of requests`,
            ],
            [
              '99 % of answers within',
              report.latencyP99Ms === null ? null : `${figure(report.latencyP99Ms)} ms`,
            ],
            ['Watched', `${compact(report.minutes)} min by ${counted(report.viewers, 'viewer')}`],
            [
              'After a recommendation',
              report.recommendedMinuteShare === null
                ? null
                : `${percent(report.recommendedMinuteShare)} of the minutes`,
            ],
          ]}
        />
      </div>
    </Panel>
  );
}
