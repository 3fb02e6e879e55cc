import { useMemo } from 'react';
import type { Run } from '../api/control-types.ts';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { IntervalRows } from '../parts/interval-rows.tsx';
import { bytes, figure } from '../words/numbers.ts';
import { duration, utcTime } from '../words/times.ts';
import { curveTrends } from './curve-trends.ts';
import { evaluationsOf } from './judgement.ts';
import { runName } from './run-name.ts';
import { VersionLink } from './version-link.tsx';

/** One run or several: outcome and cost, metrics with intervals, curves, what it was given. */
export function RunDetails({ runs }: { readonly runs: readonly Run[] }) {
  const trends = useMemo(() => curveTrends(runs), [runs]);
  return (
    <>
      <section className="block" aria-labelledby="outcome">
        <h2 id="outcome">Outcome and cost</h2>
        <DataTable
          label="Outcome and cost"
          rows={runs}
          columns={COLUMNS}
          keyOf={(run) => run.runId}
        />
      </section>
      <Qualities runs={runs} />
      {trends.length > 0 && (
        <section className="block" aria-labelledby="curves">
          <h2 id="curves">Learning curves</h2>
          <div className="chart-grid">
            {trends.map((trend) => (
              <TrendChart key={trend.caption} trend={trend} />
            ))}
          </div>
        </section>
      )}
      <section className="block" aria-labelledby="given">
        <h2 id="given">What it was given</h2>
        {runs.map((run) => (
          <details key={run.runId} open={runs.length === 1}>
            <summary>{runName(run)}</summary>
            <pre
              className="json"
              tabIndex={0}
              role="region"
              aria-label={`Given to ${runName(run)}`}
            >
              {JSON.stringify(run.parameters, null, 2)}
            </pre>
          </details>
        ))}
      </section>
    </>
  );
}

const COLUMNS: readonly Column<Run>[] = [
  { name: 'Run', of: runName },
  {
    name: 'State',
    of: ({ status, error }) => (error === null ? status : `${status}: ${error}`),
  },
  { name: 'Began', isTight: true, of: ({ startedAt }) => utcTime(startedAt) },
  {
    name: 'Took',
    isNumber: true,
    of: ({ seconds }) => (seconds === null ? 'running' : duration(seconds)),
  },
  {
    name: 'Processor',
    isNumber: true,
    of: ({ cost }) => (cost === null ? '–' : `${figure(cost.cpuSeconds)} CPU-s`),
  },
  {
    name: 'Memory, peak',
    isNumber: true,
    of: ({ cost }) => (cost === null ? '–' : bytes(cost.peakMemoryBytes)),
  },
  {
    name: 'Registered as',
    of: ({ version }) => (version === null ? '–' : <VersionLink version={version} />),
  },
  {
    name: 'Last metrics',
    of: ({ metrics }) =>
      Object.entries(metrics)
        .map(([name, value]) => `${name} ${figure(value)}`)
        .join(', ') || '–',
  },
];

/** NDCG of the models that the runs made, on one axis. */
function Qualities({ runs }: { readonly runs: readonly Run[] }) {
  const rows = runs.flatMap((run) => {
    const live = evaluationsOf(run.evaluation).find(({ protocol }) => protocol === 'live');
    const judged = live?.judged.find(({ model }) => model === run.family) ?? live?.judged.at(-1);
    const ndcg = judged?.metrics['ndcg'];
    return ndcg === undefined ? [] : [{ name: runName(run), ...ndcg }];
  });
  if (rows.length === 0) return null;
  return (
    <section className="block" aria-labelledby="quality">
      <h2 id="quality">Quality</h2>
      <IntervalRows
        caption="NDCG on what came later, with 95 % intervals"
        unit="NDCG"
        rows={rows}
      />
    </section>
  );
}
