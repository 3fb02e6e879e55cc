import { getRouteApi } from '@tanstack/react-router';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { capitalized, shortId } from '../words/names.ts';
import { ModelsHead } from './models-head.tsx';
import { RunDetails } from './run-details.tsx';

const route = getRouteApi('/models/runs/$runId');

/** A run in full. */
export function RunPageView() {
  const { runId } = route.useParams();
  const query = useControl('GET /v1/runs/{runId}', { path: { runId } }, { everyMs: 5_000 });
  const run = query.data;
  return (
    <>
      <ModelsHead
        title={
          run === undefined
            ? `Run ${shortId(runId)}`
            : `${capitalized(run.stage)} ${run.family ?? ''}`
        }
      >
        Run {runId}
      </ModelsHead>
      <Asked query={query} what="the run">
        {(found) => <RunDetails runs={[found]} />}
      </Asked>
    </>
  );
}
