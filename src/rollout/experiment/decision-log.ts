import { canonicalJson } from '../../domain/canonical-json.ts';
import { errorOf } from '../../domain/errors.ts';
import type { Home, Metadata } from '../../store/index.ts';
import { decideStep, type Decision } from './decide.ts';
import { loadFacts, saveFacts, type GatheredFacts } from './facts-file.ts';
import type { ExperimentPlan } from './plan.ts';

/** A decision as it was kept. */
export interface KeptDecision {
  /** Number of the row. */
  readonly number: number;
  readonly step: number;
  /** Time of the log, milliseconds since the epoch. */
  readonly atMs: number;
  readonly factsId: string;
  readonly decision: Decision;
  /** The decision's bytes. */
  readonly evidence: string;
}

type Log = { readonly home: Home; readonly metadata: Metadata };

/** All decisions that were kept of an experiment, oldest first. */
export async function decisionsOf(metadata: Metadata, name: string): Promise<KeptDecision[]> {
  const rows = await metadata
    .selectFrom('experiment_decisions')
    .selectAll()
    .where('experiment', '=', name)
    .orderBy('decision')
    .execute();
  return rows.map((row) => ({
    number: row.decision,
    step: row.step,
    atMs: Date.parse(row.at),
    factsId: row.facts_id,
    decision: JSON.parse(row.evidence) as Decision,
    evidence: row.evidence,
  }));
}

/** Keeps a decision with the facts that it rests on: the file first, then the row that names it. */
export async function keepDecision(
  { home, metadata }: Log,
  plan: ExperimentPlan,
  { facts, decision }: { readonly facts: GatheredFacts; readonly decision: Decision },
): Promise<void> {
  const factsId = saveFacts(home, plan, facts);
  await metadata
    .insertInto('experiment_decisions')
    .values({
      experiment: plan.name,
      step: facts.step,
      at: new Date(facts.nowMs).toISOString(),
      action: decision.action,
      facts_id: factsId,
      evidence: canonicalJson(decision),
    })
    .execute();
}

/** A decision made again from its facts. */
export interface ReplayedDecision {
  readonly kept: KeptDecision;
  readonly again: Decision;
  /** Whether it came out the same, byte for byte. */
  readonly isSame: boolean;
}

/**
 * Makes the decisions of an experiment again, each from the facts that it rested on.
 *
 * @throws DataError `EXPERIMENT_FACTS_LOST`
 */
export const replayDecisions = async (log: Log, name: string): Promise<ReplayedDecision[]> =>
  (await decisionsOf(log.metadata, name)).map((kept) => replay(log, name, kept));

/**
 * Makes one decision of an experiment again.
 *
 * @param number of its row
 * @throws NotFoundError `RECORD_UNKNOWN`; DataError `EXPERIMENT_FACTS_LOST`
 */
export async function replayDecision(
  log: Log,
  name: string,
  number: number,
): Promise<ReplayedDecision> {
  const kept = (await decisionsOf(log.metadata, name)).find((one) => one.number === number);
  if (kept === undefined)
    throw errorOf('RECORD_UNKNOWN', { what: `decision of ${name}`, id: String(number) });
  return replay(log, name, kept);
}

function replay({ home }: Log, name: string, kept: KeptDecision): ReplayedDecision {
  const { plan, facts } = loadFacts(home, name, kept.factsId);
  const again = decideStep(plan, facts);
  return { kept, again, isSame: canonicalJson(again) === kept.evidence };
}
