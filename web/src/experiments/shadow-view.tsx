import { useMemo } from 'react';
import type { Experiment, Shadow } from '../api/control-types.ts';
import type { Status } from '../api/status-types.ts';
import { useControl } from '../api/use-control.ts';
import { useStatus } from '../api/use-status.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { count, counted, figure, percent } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { shadowTrends } from './shadow-trends.ts';

type Figures = Omit<NonNullable<Shadow['figures']>, 'from' | 'until' | 'longestMs'>;
type Live = Status['serving']['shadows'][number];

const WOULD = {
  continue: 'Goes on',
  pass: 'Passes so far',
  abort: 'Would be ended',
} as const;

/** A version that is asked what the champion is asked, whose lists nobody sees: how it does so far. */
export function ShadowView({ experiment }: { readonly experiment: Experiment }) {
  const { name, status } = experiment;
  const query = useControl(
    'GET /v1/experiments/{experiment}/shadow',
    { path: { experiment: name } },
    { everyMs: 10_000 },
  );
  const live = useStatus().status?.serving.shadows.find((one) => one.experiment === name);
  if (status === 'draft')
    return (
      <Empty title="It has not started">
        From its start on the version is asked whatever the champion is asked, after the champion
        has answered; its lists are compared and thrown away.
      </Empty>
    );
  return (
    <Asked query={query} what="the figures of the shadow">
      {(shadow) => <Told experiment={experiment} shadow={shadow} live={live} />}
    </Asked>
  );
}

function Told({
  experiment: { because, status },
  shadow,
  live,
}: {
  readonly experiment: Experiment;
  readonly shadow: Shadow;
  readonly live: Live | undefined;
}) {
  const { verdict, figures, stretches } = shadow;
  const trends = useMemo(() => shadowTrends(stretches), [stretches]);
  const isOver = status === 'ended' && because !== null;
  return (
    <>
      <div className="verdict-box" data-held={verdict.action === 'abort'}>
        <b>{isOver ? 'How it ended' : WOULD[verdict.action]}</b>
        <p>{isOver ? because : verdict.because}</p>
      </div>
      {live !== undefined && (
        <p className="live-shadow">
          Since serving started: <b>{count(live.asked)}</b> requests asked,{' '}
          <b>{count(live.answered)}</b> answered, <b>{count(live.dropped)}</b> not asked because too
          many waited.
        </p>
      )}
      {figures === null ? (
        <Empty title="Nothing is written down yet">
          Servers write down every minute what a shadow was like. It takes lists that the champion
          makes: ask for some, or see on Now whether viewers do.
        </Empty>
      ) : (
        <div className="report">
          <section className="block" aria-labelledby="figures">
            <h2 id="figures">Figures</h2>
            <p className="soft small">
              Over all that is written down, {utcTime(figures.from)} to {utcTime(figures.until)}{' '}
              (our own clock).
            </p>
            <FigureTable figures={figures} longestMs={figures.longestMs} />
          </section>
          <section className="block" aria-labelledby="over-time">
            <h2 id="over-time">Over time</h2>
            {trends.length === 0 ? (
              <p className="soft">Charts are drawn from the second minute on.</p>
            ) : (
              <div className="chart-grid">
                {trends.map((trend) => (
                  <TrendChart key={trend.caption} trend={trend} />
                ))}
              </div>
            )}
          </section>
        </div>
      )}
    </>
  );
}

type Row = readonly [name: string, value: string, meaning: string];

function FigureTable({
  figures,
  longestMs,
}: {
  readonly figures: Figures;
  readonly longestMs: number | null;
}) {
  const { asked, overlap, rankBiasedOverlap: rbo, latencyMs, championLatencyMs } = figures;
  const of = (value: number): string =>
    `${count(value)}${asked === 0 ? '' : ` (${percent(value / asked, 2)})`}`;
  const share = (value: number | null): string => (value === null ? '–' : percent(value));
  const ms = (value: number | null): string => (value === null ? '–' : `${figure(value)} ms`);
  const rows: readonly Row[] = [
    ['Asked', counted(asked, 'request'), 'what the champion was asked, after it had answered'],
    ['Answered', of(figures.answered), 'with a list'],
    ['Late', of(figures.late), "not done at the champion's deadline"],
    ['Failed', of(figures.failed), 'threw, was too busy, or gave a score that is no number'],
    ['Empty', of(figures.empty), 'no list although there were titles that might be shown'],
    ['Unknown', of(figures.unknown), 'nothing known of the history that the champion used'],
    ['Not asked', counted(figures.dropped, 'request'), 'too many waited: they tell nothing of it'],
    ['Contract broken', counted(figures.violations, 'list'), 'one is enough to end it'],
    ['The same titles', share(overlap), "mean share of the champion's 20 on its list too"],
    ['The same order', share(rbo), 'rank-biased overlap: the first places weigh most'],
    ['Latency', ms(latencyMs), `mean of a list; the longest took ${ms(longestMs)}`],
    ['Latency of the champion', ms(championLatencyMs), 'mean on the same requests'],
  ];
  return (
    <DataTable
      label="Figures of the shadow"
      rows={rows}
      keyOf={([name]) => name}
      columns={[
        { name: 'Of the requests', of: ([name]) => name },
        { name: 'So far', isNumber: true, of: ([, value]) => value },
        { name: 'Means', of: ([, , meaning]) => <span className="soft">{meaning}</span> },
      ]}
    />
  );
}
