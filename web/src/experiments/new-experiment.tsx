import './experiments.css';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { control } from '../api/control.ts';
import { useControl } from '../api/use-control.ts';
import { useSession } from '../api/use-session.ts';
import { Choose } from '../parts/choose.tsx';
import { NumberInput } from '../parts/number-input.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Problem } from '../parts/problem.tsx';
import { KIND_WORDS } from './kind-words.ts';
import { ForecastView, useForecast, type PlannedComparison } from './forecast-view.tsx';
import { rampOf } from './ramp-text.ts';

type Kind = keyof typeof KIND_WORDS;
type Promotes = 'better' | 'not-worse';

/** Parts of the mean that are proposed, until something else is said. */
const PROPOSED = { effect: 0.05, tolerance: 0.1 } as const;
/** Where the log knows no mean yet, in minutes of a viewer. */
const UNKNOWN_MEAN = 100;

/** Writes down the plan of an experiment, with how many viewers it takes. */
export function NewExperiment() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('ab');
  const [treatment, setTreatment] = useState<string>();
  const [promotes, setPromotes] = useState<Promotes>('better');
  const [shares, setShares] = useState<string>();
  const [effect, setEffect] = useState<number>();
  const [tolerance, setTolerance] = useState<number>();
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const models = useControl('GET /v1/models', { query: { limit: 50 } }).data?.models ?? [];
  const mean = useForecast(PROBE).data?.forecast?.mean ?? UNKNOWN_MEAN;
  const typed = shares ?? (kind === 'canary' ? '5, 25, 50' : '50');
  const ramp = rampOf(typed);
  const plan: PlannedComparison = {
    kind,
    ...(kind === 'canary' ? { promotes } : {}),
    ramp: ramp ?? [0.5],
    effect: effect ?? rounded(PROPOSED.effect * mean),
    tolerance: tolerance ?? rounded(PROPOSED.tolerance * mean),
  };
  const creating = useMutation({
    mutationFn: () =>
      control('POST /v1/experiments', {
        body: { plan: { ...plan, name, treatment: treatment! }, reason },
      }),
    onSuccess: () => navigate({ to: '/experiments/$name', params: { name } }),
  });
  const session = useSession();
  const isComplete =
    name !== '' && treatment !== undefined && reason.trim() !== '' && ramp !== null;
  if (session !== undefined && !session.allowed.includes('experiment'))
    return (
      <PageHead title="New experiment">
        Only those who may operate write plans; you may look at the{' '}
        <Link to="/experiments">experiments</Link>.
      </PageHead>
    );
  return (
    <>
      <PageHead title="New experiment">
        A draft changes nothing. It starts when you say so, and ends by its plan.
      </PageHead>
      <form
        className="plan"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) creating.mutate();
        }}
      >
        <div className="plan-fields">
          <label className="field">
            <span className="label">Name: letters, digits and hyphens</span>
            <input
              value={name}
              maxLength={60}
              pattern="[a-z0-9][a-z0-9\-]*"
              required
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <Choose
            label="Kind"
            value={kind}
            options={Object.entries(KIND_WORDS)}
            onChange={(next) => {
              setKind(next as Kind);
              setShares(undefined);
            }}
          />
          <Choose
            label="Treatment: the version that is tried"
            value={treatment}
            all="Choose a version"
            options={models.map(({ version }) => [version, version])}
            onChange={setTreatment}
          />
          {kind === 'canary' && (
            <Choose
              label="Becomes the champion when it is"
              value={promotes}
              options={[
                ['better', 'better for certain'],
                ['not-worse', 'not worse by more than the harm that is borne'],
              ]}
              onChange={(next) => setPromotes(next as Promotes)}
            />
          )}
          {kind !== 'shadow' && (
            <>
              <label className="field">
                <span className="label">
                  {kind === 'canary'
                    ? 'Viewers in the treatment, step after step, %'
                    : 'Viewers in the treatment, %'}
                </span>
                <input
                  value={typed}
                  aria-invalid={ramp === null}
                  onChange={(event) => setShares(event.target.value)}
                />
              </label>
              <NumberInput
                label="Effect worth finding, min a viewer"
                value={plan.effect}
                onChange={setEffect}
              />
              <NumberInput
                label="Harm that is borne, min a viewer"
                value={plan.tolerance}
                onChange={setTolerance}
              />
            </>
          )}
          <label className="field">
            <span className="label">Reason, for the audit trail</span>
            <textarea
              rows={2}
              maxLength={500}
              value={reason}
              required
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {creating.error !== null && <Problem error={creating.error} />}
          <p>
            <button
              type="submit"
              className="button main"
              disabled={!isComplete || creating.isPending}
            >
              Write down the plan
            </button>
          </p>
        </div>
        <section aria-labelledby="power" className="power">
          <h2 id="power">
            {kind === 'shadow' ? 'What a shadow tells' : 'How many viewers it takes'}
          </h2>
          {kind === 'shadow' ? (
            <p>
              It is asked what the champion is asked, after the answer has left, and nobody sees its
              lists: whether they keep the contract, how long they take, and how much they differ.
              It takes 500 requests.
            </p>
          ) : plan.effect > 0 && plan.tolerance > 0 && ramp !== null ? (
            <ForecastView plan={plan} />
          ) : (
            <p className="soft">
              Say which share of viewers, ascending and below 100 %, and how large an effect.
            </p>
          )}
        </section>
      </form>
    </>
  );
}

/** What the log is asked for its mean with. */
const PROBE: PlannedComparison = { kind: 'ab', effect: 1, tolerance: 1 };

/** Two digits that matter. */
const rounded = (value: number): number => Number(value.toPrecision(2));
