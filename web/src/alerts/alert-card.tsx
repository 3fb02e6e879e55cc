import type { Alerts } from '../api/control-types.ts';
import { capitalized } from '../words/names.ts';
import { counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { RunbookLink } from './runbook-link.tsx';
import { SilenceActions } from './silence-actions.tsx';

type Alert = Alerts['alerts'][number];

const SEVERITY = { page: 'Wake somebody', ticket: 'Look today' } as const;

/** What a rule found, since when, where that is seen and what to do about it. */
export const AlertCard = ({ alert }: { readonly alert: Alert }) => {
  const { rule, summary, severity, state, since, found, report, silence } = alert;
  return (
    <li className="alert" data-state={state} data-severity={severity} aria-label={rule}>
      <div className="alert-head">
        <h3>{summary}</h3>
        <span className="tag" data-strong={state === 'firing' && severity === 'page'}>
          {SEVERITY[severity]}
        </span>
      </div>
      <p>
        <code>{rule}</code> {found ?? ''}
        {'. '}
        <span className="soft">{standing(alert)}</span>
      </p>
      {since !== null && (
        <p className="soft small">
          {capitalized(state)} since {utcTime(since)}
        </p>
      )}
      {silence !== null && (
        <p className="alert-silence">
          Silenced until {utcTime(silence.until)} by {silence.actor}: {silence.reason}
        </p>
      )}
      <div className="alert-links">
        {report !== null && <a href={report.url}>The report of {report.day}</a>}
        <RunbookLink alert={alert} />
        <SilenceActions alert={alert} />
      </div>
    </li>
  );
};

function standing({ state, days, forDays, lastDay }: Alert): string {
  if (state === 'resolved') return `On ${lastDay ?? 'the last day'} it held no more.`;
  const held = `It has held on ${counted(days, 'reported day')} in a row`;
  return state === 'pending' && forDays > days
    ? `${held}; it fires on the ${ordinal(forDays)}.`
    : `${held}.`;
}

const ENDINGS = ['th', 'st', 'nd', 'rd'];

/** 2 as `2nd`. */
const ordinal = (n: number): string =>
  `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (ENDINGS[n % 10] ?? 'th')}`;
