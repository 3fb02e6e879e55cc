import {
  decisionsOf,
  loadFacts,
  requireExperiment,
  stepVersions,
  type Experiment,
  type GatheredFacts,
  type KeptDecision,
} from '../../rollout/index.ts';
import { ShowrunnerError } from '../../domain/errors.ts';
import type { Metadata } from '../../store/index.ts';
import { logNow } from './log-now.ts';
import { experimentReport } from './report.ts';
import type { ExperimentReport } from './report-schema.ts';
import { currentFacts, type FactsPorts } from './step-watch.ts';
import { userGroups } from './user-groups.ts';

type Ports = FactsPorts & { readonly metadata: Metadata };

/**
 * Gathers what a report of an experiment is made of, and makes it.
 *
 * @param until `this-moment`: what runs is looked at now, from the beginning of its step on; `last-kept`:
 *   as far as the last decision that was kept, for whoever may not wait for the lake
 * @throws NotFoundError `EXPERIMENT_UNKNOWN`
 */
export async function gatherReport(
  ports: Ports,
  name: string,
  until: 'this-moment' | 'last-kept',
): Promise<ExperimentReport> {
  const experiment = await requireExperiment(ports.metadata, name);
  const decisions = await decisionsOf(ports.metadata, name);
  const log = await logNow(ports.artifacts);
  const isLive = experiment.status === 'running' && experiment.plan.kind !== 'shadow';
  const now = until === 'this-moment' && isLive ? await currentFacts(ports, experiment) : null;
  const facts = factsOf(ports, { name, decisions, now });
  const begunMs = (await stepVersions(ports.metadata, name))[0]?.logMs ?? 0;
  const users = facts.at(-1)?.outcomes.map(({ userId }) => userId) ?? [];
  return experimentReport({
    plan: experiment.plan,
    status: experiment.status,
    ended: endOf(experiment),
    atMs: facts.at(-1)?.nowMs ?? decisions.at(-1)?.atMs ?? log.reachMs ?? 0,
    decisions,
    facts,
    segments: await userGroups(ports, users, { log, beforeMs: begunMs }),
  });
}

const endOf = ({ status, outcome, because }: Experiment) =>
  status === 'ended' && outcome !== null ? { outcome, because: because ?? '' } : null;

/**
 * The latest facts of each step of which they are at hand; none at all where those of the last step
 * are not, since a report is of the last.
 */
function factsOf(
  { home }: Ports,
  {
    name,
    decisions,
    now,
  }: {
    readonly name: string;
    readonly decisions: readonly KeptDecision[];
    readonly now: GatheredFacts | null;
  },
): GatheredFacts[] {
  const last = new Map(decisions.map(({ step, factsId }) => [step, factsId]));
  if (now !== null) last.delete(now.step);
  const kept = [...last].toSorted(([a], [b]) => a - b).map(([, id]) => atHand(home, name, id));
  const facts = [...kept, ...(now === null ? [] : [now])];
  return facts.at(-1) === null ? [] : facts.filter((one) => one !== null);
}

/** Facts go where the receipts go, so they may be gone; `null` then. */
function atHand(home: Ports['home'], name: string, id: string): GatheredFacts | null {
  try {
    return loadFacts(home, name, id).facts;
  } catch (thrown) {
    if (thrown instanceof ShowrunnerError && thrown.code === 'EXPERIMENT_FACTS_LOST') return null;
    throw thrown;
  }
}
