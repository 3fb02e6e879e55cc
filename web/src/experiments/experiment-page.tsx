import './experiments.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { control } from '../api/control.ts';
import type { Experiment } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { useHas } from '../api/use-routes.ts';
import { useMay } from '../api/use-session.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ReasonedAction } from '../parts/reasoned-action.tsx';
import { figure, percent } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { estimateWords } from './estimate-words.ts';
import { ExperimentViews } from './experiment-views.tsx';
import { KIND_WORDS } from './kind-words.ts';
import { metricWords, valueWords } from './metric-words.ts';
import { Ramp } from './ramp.tsx';
import { ReplayDecision } from './replay-decision.tsx';
import { sequenceOf } from './sequence-of.ts';
import { ShadowView } from './shadow-view.tsx';

const route = getRouteApi('/experiments/$name');

/** One experiment, live: its verdict so far, the sequence of estimates, the ramp and its evidence. */
export function ExperimentPageView() {
  const { name } = route.useParams();
  const query = useControl(
    'GET /v1/experiments/{experiment}',
    { path: { experiment: name }, query: { limit: 100 } },
    { everyMs: 2_000 },
  );
  const hasReport = useHas('GET /v1/experiments/{experiment}/report');
  const isCompared = hasReport && query.data !== undefined && query.data.kind !== 'shadow';
  return (
    <>
      {isCompared && <ExperimentViews name={name} />}
      <PageHead
        title={name}
        actions={
          <>
            {query.data !== undefined && <Actions experiment={query.data} />}
            <Link className="button" to="/experiments">
              All experiments
            </Link>
          </>
        }
      >
        {query.data === undefined ? '' : leadWords(query.data)}
      </PageHead>
      <Asked query={query} what="the experiment">
        {(experiment) =>
          experiment.kind === 'shadow' ? (
            <ShadowView experiment={experiment} />
          ) : (
            <Running experiment={experiment} />
          )
        }
      </Asked>
    </>
  );
}

function leadWords({ kind, treatment, status, outcome, share }: Experiment): string {
  const what = `${KIND_WORDS[kind]}: ${treatment} against the champion.`;
  if (status === 'draft') return `${what} A draft: nobody is in it yet.`;
  if (status === 'ended') return `${what} Ended${outcome === null ? '' : `: ${outcome}`}.`;
  if (kind === 'shadow') return `${what} Running; nobody gets its lists.`;
  return `${what} Running with ${percent(share)} of viewers.`;
}

function Actions({
  experiment: { name, status, treatment, step },
}: {
  readonly experiment: Experiment;
}) {
  const may = useMay('experiment');
  const path = { experiment: name };
  return (
    <>
      <ReasonedAction
        isOffered={may && status === 'draft'}
        label="Start …"
        title={`Start ${name}`}
        confirm="Start"
        isMain
        act={(reason) =>
          control('POST /v1/experiments/{experiment}/start', { path, body: { reason } })
        }
        done={`${name} runs.`}
      >
        From now on the first share of viewers gets lists of <b>{treatment}</b>. It widens, ends or
        aborts by its plan.
      </ReasonedAction>
      <ReasonedAction
        isOffered={may && status === 'running'}
        label="Stop …"
        title={`Stop ${name}`}
        confirm="Stop"
        isGrave
        act={(reason) =>
          control('POST /v1/experiments/{experiment}/stop', {
            path,
            body: { reason, ifStep: step },
          })
        }
        done={`${name} has ended.`}
      >
        From now on nobody gets lists of <b>{treatment}</b> from this experiment. It cannot be
        started again.
      </ReasonedAction>
    </>
  );
}

function Running({ experiment }: { readonly experiment: Experiment }) {
  const { latest, plan, because, decisions } = experiment;
  const sequence = useMemo(() => sequenceOf(experiment), [experiment]);
  return (
    <>
      <div className="verdict-box" data-held={latest?.action === 'abort'}>
        <b>{estimateWords(latest?.estimate ?? null)}</b>
        <p>{because ?? latest?.because ?? 'No decision has been made yet.'}</p>
      </div>
      <div className="two-columns">
        <section className="block" aria-labelledby="sequence">
          <h2 id="sequence">Sequence</h2>
          {sequence === null ? (
            <p className="soft">It is drawn from the second estimate on.</p>
          ) : (
            <TrendChart trend={sequence} />
          )}
          <p className="soft small">
            The interval holds at every moment, however often one looks (confidence sequence).
          </p>
        </section>
        <section className="block" aria-labelledby="ramp">
          <h2 id="ramp">Ramp</h2>
          <Ramp experiment={experiment} />
          <Facts
            facts={[
              ['Judged by', metricWords(plan.metric).title],
              ['Effect worth finding', valueWords(plan.metric, plan.effect)],
              ['Harm that is borne', valueWords(plan.metric, plan.tolerance)],
              ['Window of each viewer', `${plan.windowHours} h`],
              ['At least', `${plan.minimumUsers} viewers and ${plan.minimumHours} h a step`],
              ['At most', `${plan.maximumDays} days`],
              ['Wrong alarms at most', percent(plan.alpha)],
              [
                'Sample ratio',
                latest === null
                  ? null
                  : `p = ${figure(latest.sampleRatioP)}${latest.sampleRatioP < 0.001 ? ': the arms are not as they were drawn' : ', as drawn'}`,
              ],
              ...(latest?.guardrails ?? []).map(
                ({ metric, harm }) =>
                  [
                    `Guardrail: ${metricWords(metric).title}`,
                    harm === null
                      ? 'not known yet'
                      : harm < 0
                        ? 'no harm is certain'
                        : `at least ${valueWords(metric, harm)} worse`,
                  ] as const,
              ),
            ]}
          />
        </section>
      </div>
      <section className="block" aria-labelledby="decisions">
        <h2 id="decisions">Decisions</h2>
        <DataTable
          label="Decisions"
          rows={decisions}
          keyOf={({ decision }) => String(decision)}
          columns={[
            { name: 'When', isTight: true, of: ({ at }) => utcTime(at) },
            { name: 'Decided', of: ({ action }) => action },
            { name: 'Step', isNumber: true, of: ({ step }) => step + 1 },
            {
              name: 'Because',
              of: (decision) => <span className="because">{decision.because}</span>,
            },
            { name: 'Facts', of: ({ factsId }) => <code>{factsId.slice(0, 8)}</code> },
            {
              name: 'From its facts',
              of: ({ decision }) => (
                <ReplayDecision experiment={experiment.name} decision={decision} />
              ),
            },
          ]}
        />
      </section>
    </>
  );
}
