import './alerts.css';
import type { Alerts as AlertsDocument } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { counted } from '../words/numbers.ts';
import { AlertCard } from './alert-card.tsx';
import { RunbookLink } from './runbook-link.tsx';
import { SilenceActions } from './silence-actions.tsx';

type Alert = AlertsDocument['alerts'][number];

const GROUPS = [
  ['firing', 'Firing', 'Nothing fires.'],
  ['pending', 'Pending', 'Nothing is about to fire.'],
  ['resolved', 'Resolved', 'Nothing was resolved lately.'],
] as const;

/** What the rules found: what fires, what is about to, what is over; and what is silenced. */
export function Alerts() {
  const query = useControl('GET /v1/alerts', {}, { everyMs: 15_000 });
  return (
    <>
      <PageHead title="Alerts">{query.data === undefined ? '' : lead(query.data.alerts)}</PageHead>
      <Asked query={query} what="the alerts">
        {({ alerts, file }) =>
          alerts.length === 0 ? (
            <Empty title="There are no rules">
              <code>{file}</code> states none, so nobody is told of anything. Take it away and the
              shipped rules hold.
            </Empty>
          ) : (
            <Rules alerts={alerts} file={file} />
          )
        }
      </Asked>
    </>
  );
}

function lead(alerts: readonly Alert[]): string {
  const of = (state: Alert['state']): number =>
    alerts.filter((alert) => alert.state === state).length;
  const silenced = alerts.filter(({ silence }) => silence !== null).length;
  const parts = [
    of('firing') === 0 ? 'Nothing fires' : `${counted(of('firing'), 'rule')} firing`,
    ...(of('pending') === 0 ? [] : [`${of('pending')} pending`]),
    ...(silenced === 0 ? [] : [`${silenced} silenced`]),
  ];
  return `${parts.join(', ')}; ${counted(alerts.length, 'rule')} in force, held against each report of a day.`;
}

const Rules = ({ alerts, file }: { readonly alerts: readonly Alert[]; readonly file: string }) => (
  <>
    {GROUPS.map(([state, name, none]) => {
      const found = alerts.filter((alert) => alert.state === state);
      return (
        <section className="block" key={state} aria-labelledby={state}>
          <h2 id={state}>{name}</h2>
          {found.length === 0 ? (
            <p className="soft">{none}</p>
          ) : (
            <ul className="alert-list">
              {found.map((alert) => (
                <AlertCard key={alert.rule} alert={alert} />
              ))}
            </ul>
          )}
        </section>
      );
    })}
    <Silences alerts={alerts.filter(({ silence }) => silence !== null)} />
    <Quiet alerts={alerts.filter(({ state }) => state === 'quiet')} file={file} />
  </>
);

const Silences = ({ alerts }: { readonly alerts: readonly Alert[] }) => (
  <section className="block" aria-labelledby="silences">
    <h2 id="silences">Silences</h2>
    {alerts.length === 0 ? (
      <p className="soft">
        No rule is silenced. Silence one while it is being worked on: it goes on being checked, and
        what is still unsaid is told when the silence ends.
      </p>
    ) : (
      <DataTable
        label="Silences"
        rows={alerts}
        keyOf={({ rule }) => rule}
        columns={[
          { name: 'Rule', of: ({ rule }) => rule },
          { name: 'Until (UTC)', of: ({ silence }) => minutes(silence!.until) },
          { name: 'By', of: ({ silence }) => silence!.actor },
          { name: 'Because', of: ({ silence }) => silence!.reason },
          { name: 'Change', of: (alert) => <SilenceActions alert={alert} /> },
        ]}
      />
    )}
  </section>
);

const minutes = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

const Quiet = ({ alerts, file }: { readonly alerts: readonly Alert[]; readonly file: string }) => (
  <section className="block" aria-labelledby="quiet">
    <h2 id="quiet">Rules that found nothing</h2>
    <p className="soft small">
      The rules stand in <code>{file.split('/').at(-1)}</code>; one of that name in the home takes
      the place of those that are shipped.
    </p>
    {alerts.length === 0 ? (
      <p className="soft">Every rule has found something once.</p>
    ) : (
      <DataTable
        label="Rules that found nothing"
        rows={alerts}
        keyOf={({ rule }) => rule}
        columns={[
          { name: 'Rule', of: ({ rule }) => rule },
          { name: 'Would say', of: ({ summary }) => <span className="says">{summary}</span> },
          {
            name: 'To',
            of: ({ severity }) => (severity === 'page' ? 'wake somebody' : 'look during the day'),
          },
          { name: 'What to do', of: (alert) => <RunbookLink alert={alert} /> },
          {
            name: 'Silence',
            of: (alert) => (alert.silence === null ? <SilenceActions alert={alert} /> : 'silenced'),
          },
        ]}
      />
    )}
  </section>
);
