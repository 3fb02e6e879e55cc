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
import { PowerWords } from './power-words.tsx';

type Kind = keyof typeof KIND_WORDS;

/** Writes down the plan of an experiment, with how many viewers it takes. */
export function NewExperiment() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('ab');
  const [treatment, setTreatment] = useState<string>();
  const [effect, setEffect] = useState(2);
  const [tolerance, setTolerance] = useState(2);
  const [deviation, setDeviation] = useState(30);
  const [share, setShare] = useState(0.5);
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const models = useControl('GET /v1/models', { query: { limit: 50 } }).data?.models ?? [];
  const creating = useMutation({
    mutationFn: () =>
      control('POST /v1/experiments', {
        body: { plan: { name, kind, treatment: treatment!, effect, tolerance }, reason },
      }),
    onSuccess: () => navigate({ to: '/experiments/$name', params: { name } }),
  });
  const session = useSession();
  const isComplete = name !== '' && treatment !== undefined && reason.trim() !== '';
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
            onChange={(next) => setKind(next as Kind)}
          />
          <Choose
            label="Treatment: the version that is tried"
            value={treatment}
            all="Choose a version"
            options={models.map(({ version }) => [version, version])}
            onChange={setTreatment}
          />
          <NumberInput
            label="Effect worth finding, min a viewer"
            value={effect}
            onChange={setEffect}
          />
          <NumberInput
            label="Harm that is borne, min a viewer"
            value={tolerance}
            onChange={setTolerance}
          />
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
          <h2 id="power">How many viewers it takes</h2>
          <NumberInput
            label="How viewers differ (standard deviation), min"
            value={deviation}
            onChange={setDeviation}
          />
          <NumberInput label="Share in the treatment, 0 to 1" value={share} onChange={setShare} />
          <PowerWords effect={effect} deviation={deviation} treatmentShare={share} />
        </section>
      </form>
    </>
  );
}
