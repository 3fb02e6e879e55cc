import type { Status } from '../api/status-types.ts';
import { ago } from '../words/times.ts';
import { LiveCurve } from './live-curve.tsx';
import { useLiveHistory } from './use-live-history.ts';
import { useNow } from './use-now.ts';

/** What the loop is about: which model serves, and how it goes. */
export function LoopCentre({ status }: { readonly status: Status }) {
  const history = useLiveHistory();
  const { champion } = status.models;
  return (
    <div className="centre">
      <div className="centre-model">
        <p className="label">The model that serves</p>
        <p className="centre-version">
          {status.serving.champion ?? champion?.version ?? 'none yet'}
        </p>
        {champion !== null && <Since instant={champion.since} />}
      </div>
      <LiveCurve name="Lines read" unit="lines/s" history={history} of={linesOf} />
      <LiveCurve name="Lists given" unit="lists/s" history={history} of={answersOf} />
      <LiveCurve name="99 % of lists within" unit="ms" history={history} of={p99Of} />
    </div>
  );
}

type Moments = ReturnType<typeof useLiveHistory>[number];
const linesOf = ({ linesPerSecond }: Moments) => linesPerSecond;
const answersOf = ({ answersPerSecond }: Moments) => answersPerSecond;
const p99Of = ({ p99Ms }: Moments) => p99Ms;

function Since({ instant }: { readonly instant: string }) {
  const nowMs = useNow();
  return <p className="soft small">champion since {ago(instant, nowMs)}</p>;
}
