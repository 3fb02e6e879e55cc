import type { Command } from 'commander';
import type { Installation } from '../compose.ts';
import type { Json } from '../domain/canonical-json.ts';
import { retrainingStanding, retryAtMs } from '../pipeline/index.ts';
import { challengers, versionBehind } from '../registry/index.ts';
import { listExperiments, nextRelease, releaseState, type ReleaseStep } from '../rollout/index.ts';
import { isRoleHeld } from '../store/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner rollout`: what serves, what is on trial, what comes next. */
export const rolloutCommand = (terminal: Terminal): Command =>
  command('rollout', 'what serves, what is on trial, and what comes next').action(
    (options: CommonOptions) =>
      perform(terminal, options, async (io) => {
        const rollout = await withInstallation(io.homePath, rolloutOf);
        io.result(JSON.parse(JSON.stringify(rollout)) as Json, wordsOf(rollout));
      }),
  );

interface Rollout {
  readonly champion: string | null;
  readonly baseline: string | null;
  readonly trials: readonly {
    readonly experiment: string;
    readonly kind: string;
    readonly version: string;
    /** 1-based step of the ramp, and how many there are; `null` for a shadow. */
    readonly step: number | null;
    readonly steps: number | null;
    /** Share of the users who get it. */
    readonly share: number;
  }[];
  readonly challenger: string | null;
  readonly next: ReleaseStep;
  readonly retraining: {
    readonly isAtWork: boolean;
    readonly failuresInARow: number;
    readonly retryAt: string | null;
    readonly latest: object | null;
  };
}

async function rolloutOf({ home, metadata }: Installation): Promise<Rollout> {
  const isAtWork = isRoleHeld(home, 'train');
  const standing = await retrainingStanding(metadata, isAtWork);
  const retryMs = retryAtMs(standing);
  const running = (await listExperiments(metadata)).filter(({ status }) => status === 'running');
  return {
    champion: (await versionBehind(metadata, 'champion'))?.version ?? null,
    baseline: (await versionBehind(metadata, 'baseline'))?.version ?? null,
    trials: running.map(({ name, plan, step }) => {
      const isSeen = plan.kind !== 'shadow';
      return {
        experiment: name,
        kind: plan.kind,
        version: plan.treatment,
        step: isSeen ? step + 1 : null,
        steps: isSeen ? plan.ramp.length : null,
        share: isSeen ? plan.ramp[step]! : 0,
      };
    }),
    challenger: (await challengers(metadata)).at(-1) ?? null,
    next: nextRelease(await releaseState({ metadata }, null)),
    retraining: {
      isAtWork,
      failuresInARow: standing.failuresInARow,
      retryAt: Number.isFinite(retryMs) ? new Date(retryMs).toISOString() : null,
      latest: standing.latest,
    },
  };
}

function wordsOf({ champion, baseline, trials, challenger, next, retraining }: Rollout): string {
  const { latest, isAtWork, failuresInARow, retryAt } = retraining;
  const run = latest as {
    because: string;
    status: string;
    startedAt: string;
    error: string | null;
  } | null;
  return [
    champion === null
      ? 'Nothing serves yet. Train something: npx showrunner retrain'
      : `${champion} is champion; ${baseline ?? 'nothing'} stands behind it.`,
    ...trials.map(
      ({ experiment, kind, version, step, steps, share }) =>
        `${version} is on trial in ${experiment} (${kind})${step === null ? ', which nobody sees' : `: step ${step} of ${steps!}, ${(share * 100).toFixed(0)} % of the users`}.`,
    ),
    ...(trials.length === 0 ? ['Nothing is on trial.'] : []),
    ...(challenger === null ? [] : [`The newest challenger is ${challenger}.`]),
    `Next: ${next.do === 'start' ? `${next.version} starts as a ${next.kind}. ` : ''}${next.because}`,
    run === null
      ? 'No retraining has been remembered yet.'
      : `The latest retraining, because of '${run.because}', began at ${run.startedAt.slice(0, 19)}: ${isAtWork && run.status === 'running' ? 'at work' : run.status}${run.error === null ? '' : ` (${run.error})`}.`,
    ...(failuresInARow === 0 || retryAt === null
      ? []
      : [`${failuresInARow} failed in a row; the next try may begin at ${retryAt.slice(0, 19)}.`]),
  ].join('\n');
}
