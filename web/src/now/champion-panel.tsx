import type { Status } from '../api/status-types.ts';
import { Facts } from '../parts/facts.tsx';
import { IntervalRows } from '../parts/interval-rows.tsx';
import { counted, signed } from '../words/numbers.ts';
import { shortId } from '../words/names.ts';
import { utcTime } from '../words/times.ts';
import { familyWords, NDCG_WORDS } from '../words/models.ts';
import { Panel } from './panel.tsx';

/** How good the champion is beside popularity, and how it became champion. */
export function ChampionPanel({ models }: { readonly models: Status['models'] }) {
  const { champion, evaluation, gate, lastChange } = models;
  return (
    <Panel id="champion" title="Champion and gate">
      {champion === null && (
        <p className="soft">
          No model is champion yet. <code>npx showrunner run</code> trains one and lets the gate
          judge it.
        </p>
      )}
      {champion !== null && familyWords(champion.version) !== null && (
        <p>
          <b>{champion.version}</b> {familyWords(champion.version)}
        </p>
      )}
      {evaluation !== null && (
        <IntervalRows
          caption={`${evaluation.metric} over ${counted(evaluation.users, 'user')}, with 95 % intervals`}
          about={NDCG_WORDS}
          unit={evaluation.metric}
          rows={[
            { name: champion?.version ?? evaluation.model.family, ...evaluation.model },
            ...(evaluation.popularity === null
              ? []
              : [{ name: 'popularity', ...evaluation.popularity }]),
          ]}
        />
      )}
      <Facts
        facts={[
          ['Gate', gate === null ? null : gateWords(gate)],
          ['Trained', champion === null ? null : utcTime(champion.trainedAt)],
          ['From dataset', champion === null ? null : shortId(champion.datasetId)],
          [
            'Last change',
            lastChange === null
              ? null
              : `${lastChange.action} from ${lastChange.from ?? 'none'} to ${lastChange.to} by ${lastChange.actor}, ${utcTime(lastChange.at)}`,
          ],
        ]}
      />
    </Panel>
  );
}

function gateWords(gate: NonNullable<Status['models']['gate']>): string {
  if (gate.impossible !== null) return gate.impossible;
  const { againstPopularity: against, challenger, passed, heldFor } = gate;
  const who = challenger ?? 'the challenger';
  if (against === null) return `${counted(gate.judgedUsers, 'user')} judged: too few to decide`;
  const verdict =
    heldFor !== null
      ? `passed and waits for the experiment ${heldFor}`
      : passed
        ? 'passed'
        : 'was held';
  return `${who} ${verdict}: ${signed(against.difference)} NDCG over popularity (95 %: ${signed(against.low)} to ${signed(against.high)}, ${counted(against.users, 'user')})`;
}
