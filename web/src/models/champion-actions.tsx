import { control } from '../api/control.ts';
import type { ModelPage } from '../api/control-types.ts';
import { useMay } from '../api/use-session.ts';
import { ReasonedAction } from '../parts/reasoned-action.tsx';

/** Go back to the former champion, and train anew. */
export function ChampionActions({
  page: { champion, previousChampion },
}: {
  readonly page: Pick<ModelPage, 'champion' | 'previousChampion'>;
}) {
  const mayRollBack = useMay('rollback');
  const mayRetrain = useMay('retrain');
  return (
    <>
      {mayRollBack && previousChampion !== null && (
        <ReasonedAction
          label={`Roll back to ${previousChampion} …`}
          title={`Roll back to ${previousChampion}`}
          confirm="Roll back"
          isGrave
          act={(reason) =>
            control('POST /v1/models/rollback', { body: { reason, ifChampion: champion } })
          }
          done={`${previousChampion} is champion again.`}
        >
          The latest promotion is undone at once, without the gate: lists come from{' '}
          <b>{previousChampion}</b> instead of <b>{champion}</b> within a second or two. No request
          fails meanwhile.
        </ReasonedAction>
      )}
      {mayRetrain && (
        <ReasonedAction
          label="Train now …"
          title="Train on everything that was read"
          confirm="Train"
          act={(reason) => control('POST /v1/retraining', { body: { reason } })}
          done="The pipeline has ended."
        >
          The pipeline runs: dataset, judging, training, gate. What passes the gate becomes
          champion. It may take minutes.
        </ReasonedAction>
      )}
    </>
  );
}
