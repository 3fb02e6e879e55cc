import { messageOf } from '../../domain/errors.ts';
import type { Clock } from '../../domain/clock.ts';
import { versionBehind } from '../../registry/index.ts';
import {
  applyDecision,
  decideStep,
  decisionsOf,
  endExperiment,
  keepDecision,
  listExperiments,
  ROLLOUT,
  stepVersions,
  type Decision,
  type Experiment,
  type GatheredFacts,
  type StepVersion,
} from '../../rollout/index.ts';
import type { Metadata } from '../../store/index.ts';
import { logNow, type LogNow } from './log-now.ts';
import { watchStep, type FactsPorts, type StepWatch } from './step-watch.ts';
import { isWorthKeeping, type KeptLook } from './worth-keeping.ts';

/** What a look at an experiment came to. */
export interface Looked {
  readonly name: string;
  /** 0-based. */
  readonly step: number;
  readonly facts: GatheredFacts | null;
  readonly decision: Pick<Decision, 'action' | 'because'>;
}

/** An experiment that could not be looked at, and why. */
export interface NotLooked {
  readonly name: string;
  readonly failure: string;
}

/** Everything that running experiments are decided by, look after look. */
export interface ExperimentLooks {
  /** Gathers, decides, keeps and applies for each running experiment of which something is new. */
  look(): Promise<readonly (Looked | NotLooked)[]>;
  close(): Promise<void>;
}

export type LookPorts = FactsPorts & { readonly metadata: Metadata; readonly clock: Clock };

interface Watched {
  readonly key: string;
  readonly watch: StepWatch;
  /** State of the lake and the receipts that the last facts were of. */
  seen: string;
  kept: KeptLook | null;
}

/** Of several processes only one may look: each decision is applied to the step it was made of. */
export function lookAtExperiments(ports: LookPorts): ExperimentLooks {
  const watched = new Map<string, Watched>();
  const close = async (name: string): Promise<void> => {
    await watched.get(name)?.watch.close();
    watched.delete(name);
  };
  return {
    look: async () => {
      const running = (await listExperiments(ports.metadata)).filter(
        ({ status, plan }) => status === 'running' && plan.kind !== 'shadow',
      );
      for (const name of watched.keys())
        if (!running.some((experiment) => experiment.name === name)) await close(name);
      if (running.length === 0) return [];
      const log = await logNow(ports.artifacts);
      const looks: (Looked | NotLooked)[] = [];
      for (const experiment of running) {
        const { name } = experiment;
        try {
          const looked = await lookAt(ports, { experiment, log, watched });
          if (looked !== null) looks.push(looked);
        } catch (thrown) {
          looks.push({ name, failure: messageOf(thrown) });
          await close(name);
        }
      }
      return looks;
    },
    close: async () => {
      for (const name of watched.keys()) await close(name);
    },
  };
}

interface Look {
  readonly experiment: Experiment;
  readonly log: LogNow;
  readonly watched: Map<string, Watched>;
}

async function lookAt(ports: LookPorts, look: Look): Promise<Looked | null> {
  const { experiment, log } = look;
  const { name, plan, step } = experiment;
  const versions = await stepVersions(ports.metadata, name);
  const moot = await mootOf(ports, experiment, versions);
  if (moot !== null) {
    const by = { actor: ROLLOUT, because: moot.because };
    await endExperiment(ports, name, { outcome: moot.action, by, step });
    return { name, step, facts: null, decision: moot };
  }
  const of = await watchOf(ports, look, versions);
  const facts = await of.watch.gather(log);
  if (facts === null) return null;
  const { control, treatment } = facts.enrolled;
  const seen = `${log.state} ${control} ${treatment}`;
  if (seen === of.seen) return null;
  of.seen = seen;
  const decision = decideStep(plan, facts);
  const { action } = decision;
  const ownMs = ports.clock.nowMs();
  if (isWorthKeeping(of.kept, { facts, action, ownMs })) {
    await keepDecision(ports, plan, { facts, decision });
    of.kept = { action, step, logMs: facts.nowMs, ownMs };
  }
  await applyDecision(ports, name, { decision, step, logMs: facts.nowMs });
  return { name, step, facts, decision };
}

/** What ends an experiment whatever its facts: somebody else moved the champion meanwhile. */
async function mootOf(
  { metadata }: LookPorts,
  { plan, step }: Experiment,
  versions: readonly StepVersion[],
): Promise<Looked['decision'] | null> {
  if (plan.kind === 'aa') return null;
  const champion = (await versionBehind(metadata, 'champion'))?.version ?? null;
  const before = versions.find((version) => version.step === step)!.champion;
  if (champion === before) return null;
  return champion === plan.treatment
    ? { action: 'promote', because: `${plan.treatment} is the champion already.` }
    : {
        action: 'hold',
        because: `The champion changed from ${before ?? 'none'} to ${champion ?? 'none'} meanwhile, so what was measured is no comparison with it.`,
      };
}

/** The watch of the step as it is now; an override begins another version, and so another watch. */
async function watchOf(
  ports: LookPorts,
  { experiment, watched }: Look,
  versions: readonly StepVersion[],
): Promise<Watched> {
  const { name, step } = experiment;
  const key = `${step} ${versions.length}`;
  const before = watched.get(name);
  if (before?.key === key) return before;
  await before?.watch.close();
  const last = (await decisionsOf(ports.metadata, name)).at(-1);
  const kept =
    last === undefined
      ? null
      : { action: last.decision.action, step: last.step, logMs: last.atMs, ownMs: -Infinity };
  const made = { key, watch: await watchStep(ports, experiment, versions), seen: '', kept };
  watched.set(name, made);
  return made;
}
