import './experiments.css';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ExperimentReport } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { IntervalRows } from '../parts/interval-rows.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { count, percent } from '../words/numbers.ts';
import { capitalized } from '../words/names.ts';
import { utcTime } from '../words/times.ts';
import { ExperimentViews } from './experiment-views.tsx';
import { metricWords } from './metric-words.ts';
import { ReplayDecision } from './replay-decision.tsx';
import { Guardrails, Harms, Plan, SampleRatio, Segments } from './report-sections.tsx';
import { reportSequence } from './report-sequence.ts';

const route = getRouteApi('/experiments/$name/report');

/** What came of an experiment: the verdict in plain words, and everything it rests on. */
export function ExperimentReportView() {
  const { name } = route.useParams();
  const query = useControl(
    'GET /v1/experiments/{experiment}/report',
    { path: { experiment: name } },
    { everyMs: 15_000 },
  );
  return (
    <>
      <ExperimentViews name={name} />
      <PageHead
        title={`Report of ${name}`}
        actions={
          <>
            <a className="button" href={`/reports/experiments/${encodeURIComponent(name)}`}>
              As a page to keep
            </a>
            <a className="button" href={`/v1/experiments/${encodeURIComponent(name)}/report`}>
              JSON
            </a>
          </>
        }
      >
        {query.data?.verdict.headline ?? ''}
      </PageHead>
      <Asked query={query} what="the report">
        {(report) => <Whole name={name} report={report} />}
      </Asked>
    </>
  );
}

function Whole({ name, report }: { readonly name: string; readonly report: ExperimentReport }) {
  const sequence = useMemo(() => reportSequence(report), [report]);
  const { verdict, status, at, effect } = report;
  const isGrave = verdict.state === 'aborted' || verdict.state === 'stopped';
  if (status === 'draft')
    return (
      <Empty title="It has not started">
        {verdict.sentences.join(' ')} Start it from its live view, or with{' '}
        <code>npx showrunner experiment start {name}</code>.
      </Empty>
    );
  return (
    <div className="report">
      <div className="verdict-box sentences" data-held={isGrave}>
        {verdict.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className="soft small">
        It knows the log up to {utcTime(at)}, where the last decision was kept.
      </p>
      <section className="block" aria-labelledby="effect">
        <h2 id="effect">Effect</h2>
        {effect === null ? (
          <p className="soft">
            Too early to read anything: an arm has fewer than {count(report.plan.minimumUsers)}{' '}
            viewers whose window has closed.
          </p>
        ) : (
          <Effect effect={effect} />
        )}
        {sequence !== null && <TrendChart trend={sequence} />}
      </section>
      <Guardrails report={report} />
      <SampleRatio report={report} />
      <Harms report={report} />
      <Segments report={report} />
      <Decisions name={name} report={report} />
      <Plan report={report} />
      <section className="block" aria-labelledby="rules">
        <h2 id="rules">How this is counted</h2>
        <ul className="rules">
          {report.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Effect({ effect }: { readonly effect: NonNullable<ExperimentReport['effect']> }) {
  const { metric, difference, low, high, relative, control, treatment, users, level } = effect;
  const { title, unit, times } = metricWords(metric);
  const name = 'Treatment minus control';
  return (
    <>
      <p>
        {capitalized(title)}: {(treatment * times).toFixed(2)} {unit} with the treatment (
        {count(users.treatment)} viewers), {(control * times).toFixed(2)} without (
        {count(users.control)}). The interval holds at every look with {percent(level, 2)}.
      </p>
      <div className="two-columns">
        <IntervalRows
          caption={`In units: ${unit}`}
          unit={unit}
          digits={2}
          rows={[{ name, mean: difference * times, low: low * times, high: high * times }]}
        />
        {relative !== null && (
          <IntervalRows
            caption="Relative to the control: %"
            unit="%"
            digits={1}
            rows={[
              {
                name,
                mean: 100 * relative.difference,
                low: 100 * relative.low,
                high: 100 * relative.high,
              },
            ]}
          />
        )}
      </div>
    </>
  );
}

/** What was decided and why; each can be made again from its facts. */
function Decisions({ name, report }: { readonly name: string; readonly report: ExperimentReport }) {
  const kept = useControl('GET /v1/experiments/{experiment}', {
    path: { experiment: name },
    query: { limit: 200 },
  }).data?.decisions;
  const numbers = new Map(kept?.map(({ factsId, decision }) => [factsId, decision]));
  return (
    <section className="block" aria-labelledby="decisions">
      <h2 id="decisions">Decisions</h2>
      {report.decisions.length === 0 ? (
        <p className="soft">None has been kept yet; every look of the rollout may bring one.</p>
      ) : (
        <DataTable
          label="Decisions"
          rows={report.decisions.toReversed()}
          keyOf={({ at, action }) => `${at} ${action}`}
          columns={[
            { name: 'When', of: ({ at }) => utcTime(at) },
            {
              name: 'Step',
              of: ({ step, share }) => `${step}: ${percent(share)}`,
            },
            {
              name: 'Decided',
              of: ({ action, looks }) => (
                <>
                  <b>{action}</b>
                  {looks > 1 && <span className="soft">, {count(looks)} looks</span>}
                </>
              ),
            },
            { name: 'Because', of: ({ because }) => <span className="because">{because}</span> },
            { name: 'Facts', of: ({ factsId }) => <code>{factsId.slice(0, 8)}</code> },
            {
              name: 'From its facts',
              of: ({ factsId }) => {
                const decision = numbers.get(factsId);
                return decision === undefined ? (
                  '–'
                ) : (
                  <ReplayDecision experiment={name} decision={decision} />
                );
              },
            },
          ]}
        />
      )}
    </section>
  );
}
