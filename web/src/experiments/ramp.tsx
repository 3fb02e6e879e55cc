import type { Experiment } from '../api/control-types.ts';
import { percent } from '../words/numbers.ts';

/** The steps of the ramp, which is taken now, and what was decided at each. */
export const Ramp = ({
  experiment: { plan, step, status, decisions },
}: {
  readonly experiment: Experiment;
}) => (
  <ol className="ramp">
    {plan.ramp.map((share, k) => {
      const decided = decisions.find((decision) => decision.step === k);
      const state = status === 'draft' ? 'ahead' : k < step ? 'done' : k === step ? 'now' : 'ahead';
      return (
        <li key={share} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <b>{percent(share)}</b>
          <span className="soft small">
            {decided?.action ??
              (state === 'now' ? 'running' : state === 'done' ? 'passed' : 'ahead')}
          </span>
        </li>
      );
    })}
  </ol>
);
