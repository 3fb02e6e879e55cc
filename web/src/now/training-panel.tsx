import type { Status } from '../api/status-types.ts';
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
  <div className="wide" tabIndex={0} role="region" aria-label="Runs">
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Began</th>
          <th scope="col">Took</th>
          <th scope="col">Last loss</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.runId} data-state={run.status}>
            <th scope="row">{run.family ?? run.stage}</th>
            <td>{utcTime(run.startedAt).slice(5)}</td>
            <td>{took(run)}</td>
            <td>
              {run.loss.length === 0
                ? '–'
                : `${figure(run.loss.at(-1)!)} (${counted(run.epochs, 'epoch')})`}
            </td>
            <td>{run.error === null ? run.status : `${run.status}: ${run.error}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const took = ({ startedAt, finishedAt }: Run): string =>
  finishedAt === null
    ? 'running'
    : duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
