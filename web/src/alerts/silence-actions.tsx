import { useRef, useState } from 'react';
import { control } from '../api/control.ts';
import type { Alerts } from '../api/control-types.ts';
import { useMay } from '../api/use-session.ts';
import { Choose } from '../parts/choose.tsx';
import { ReasonedAction } from '../parts/reasoned-action.tsx';

const TIMES = [
  ['1', '1 hour'],
  ['4', '4 hours'],
  ['24', 'a day'],
  ['168', 'a week'],
] as const;

/** Silences a rule for a while, or lifts its silence; nothing for who may only look. */
export function SilenceActions({
  alert: { rule, silence },
}: {
  readonly alert: Alerts['alerts'][number];
}) {
  const hours = useRef('4');
  if (!useMay('silence-alert')) return null;
  const path = { rule };
  if (silence !== null)
    return (
      <ReasonedAction
        label="Lift the silence …"
        title={`Lift the silence of ${rule}`}
        confirm="Lift it"
        act={(reason) =>
          control('POST /v1/alerts/{rule}/silences/lift', { path, body: { reason } })
        }
        done={`${rule} may be told again.`}
      >
        What it still has to say is told at the next check.
      </ReasonedAction>
    );
  return (
    <ReasonedAction
      label={`Silence …`}
      title={`Silence ${rule}`}
      confirm="Silence it"
      act={(reason) =>
        control('POST /v1/alerts/{rule}/silences', {
          path,
          body: { hours: Number(hours.current), reason },
        })
      }
      done={`${rule} is silenced.`}
    >
      <p>Nobody is told of it for a while. It goes on being checked.</p>
      <HowLong onChange={(next) => (hours.current = next)} />
    </ReasonedAction>
  );
}

/** The dialog keeps what stood in it when it was opened, so the choice keeps itself. */
function HowLong({ onChange }: { readonly onChange: (hours: string) => void }) {
  const [hours, setHours] = useState('4');
  return (
    <Choose
      label="For how long"
      value={hours}
      options={TIMES}
      onChange={(next) => {
        setHours(next ?? '4');
        onChange(next ?? '4');
      }}
    />
  );
}
