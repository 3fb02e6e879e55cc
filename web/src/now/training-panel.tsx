import type { Status } from '../api/status-types.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { counted, figure } from '../words/numbers.ts';
import { duration, utcTime } from '../words/times.ts';
import { LossCurve } from './loss-curve.tsx';
import { Panel } from './panel.tsx';

/** What is trained, what was trained, and how the loss went. */
export function TrainingPanel({ training }: { readonly training: Status['training'] }) {
  const runs = [...(training.current === null ? [] : [training.current]), ...training.last];
  const learned = runs.find(({ loss }) => loss.length > 1);
  return (
    <Panel id="training" title="Training">
      {runs.length === 0 ? (
        <p className="soft">
          Nothing has been trained. <code>npx showrunner train --model als</code> does.
        </p>
      ) : (
        <Runs runs={runs} />
      )}
      {learned !== undefined && <LossCurve run={learned} />}
    </Panel>
  );
}

type Run = Status['training']['last'][number];

const Runs = ({ runs }: { readonly runs: readonly Run[] }) => (
  <DataTable label="Runs" columns={COLUMNS} rows={runs} keyOf={({ runId }) => runId} />
);

const COLUMNS: readonly Column<Run>[] = [
  { name: 'Trained', of: ({ family, stage }) => family ?? stage },
  { name: 'Began', isTight: true, of: ({ startedAt }) => utcTime(startedAt) },
  { name: 'Took', isNumber: true, of: (run) => took(run) },
  {
    name: 'Last loss',
    isNumber: true,
    of: ({ loss, epochs }) =>
      loss.length === 0 ? '–' : `${figure(loss.at(-1)!)} (${counted(epochs, 'epoch')})`,
  },
  {
    name: 'State',
    of: ({ status, error }) => (
      <span className="run-state" data-state={status}>
        {error === null ? status : `${status}: ${error}`}
      </span>
    ),
  },
];

const took = ({ startedAt, finishedAt }: Run): string =>
  finishedAt === null
    ? 'running'
    : duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
