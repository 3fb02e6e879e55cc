import './now.css';
import { loginAddress } from '../api/login-address.ts';
import { useSession } from '../api/use-session.ts';
import { useStatus } from '../api/use-status.ts';
import { Loading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Attention } from './attention.tsx';
import { ChampionPanel } from './champion-panel.tsx';
import { LastDay } from './last-day.tsx';
import { Ledger } from './ledger.tsx';
import { Loop } from './loop.tsx';
import { TierPanel } from './tier-panel.tsx';
import { TrainingPanel } from './training-panel.tsx';
import { verdict } from './verdict.ts';

/** How everything is: what needs attention, the loop with live figures, then the parts of it. */
export function Now() {
  const { status, line } = useStatus();
  if (status === null)
    return (
      <>
        <PageHead title="Now" />
        {line === 'lost' ? <Lost /> : <Loading what="the first figures" />}
      </>
    );
  const { title, sentence, tone } = verdict(status);
  return (
    <div className="now" data-line={line}>
      {line === 'lost' && <Lost />}
      <div className="verdict" data-tone={tone}>
        <PageHead title={title}>
          {sentence} <SimulatedTime />
        </PageHead>
      </div>
      <Attention items={status.attention} />
      <Loop status={status} />
      <LastDay status={status} />
      <div className="panels">
        <ChampionPanel models={status.models} />
        <TierPanel serving={status.serving} />
        <TrainingPanel training={status.training} />
        <Ledger ledger={status.ledger} />
      </div>
    </div>
  );
}

/** Where viewers are simulated, that their clock is not the reader's. */
function SimulatedTime() {
  if (useSession()?.events.time !== 'log') return null;
  return 'The viewers are simulated and live fast: times of the log are theirs, all others are yours, in UTC.';
}

const Lost = () => (
  <p className="problem" role="alert">
    The line to the server is lost, so the figures stand still. It is tried again by itself; if it
    does not come back, see whether Showrunner runs, or log in again.
    <a href={loginAddress()}>Log in</a>
  </p>
);
