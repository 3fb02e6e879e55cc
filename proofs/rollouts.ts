import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveRollout, type LivedRollout } from './rollouts/live-rollout.ts';
import type { RolloutSetting } from './rollouts/setting.ts';
import type { Proof, ProofResult } from './proof.ts';

/** A rollout that is rehearsed on a simulated service: what is true, and what has to come of it. */
export interface Rehearsal {
  readonly claim: string;
  readonly setting: Pick<RolloutSetting, 'treatment' | 'brokenHash' | 'plan'>;
  readonly holds: (lived: LivedRollout) => boolean;
}

const endsWith =
  (outcome: string) =>
  ({ experiment }: LivedRollout): boolean =>
    experiment.outcome === outcome;

const isUnmoved = ({ champion }: LivedRollout): boolean => champion === 'item-knn/1';

/** The rehearsals, by name. */
export const REHEARSALS = {
  better: {
    claim: 'A better model is promoted through the ramp by itself.',
    setting: { treatment: 'better', plan: {} },
    holds: (lived) => endsWith('promote')(lived) && lived.champion === 'item-knn/2',
  },
  worse: {
    claim: 'A clearly worse model is taken back before more than 25 % of the users met it.',
    setting: { treatment: 'worse', plan: {} },
    holds: (lived) => endsWith('abort')(lived) && isUnmoved(lived) && lived.metRate <= 0.25,
  },
  refresh: {
    claim: 'A refresh that is as good as the champion is promoted as not worse.',
    setting: { treatment: 'same', plan: { promotes: 'not-worse', tolerance: 60, maximumDays: 6 } },
    holds: (lived) => endsWith('promote')(lived) && lived.champion === 'item-knn/2',
  },
  slow: {
    claim: 'A slow model is taken back by the guardrail of latency.',
    setting: { treatment: 'slow', plan: {} },
    holds: (lived) =>
      endsWith('abort')(lived) &&
      isUnmoved(lived) &&
      lived.experiment.because!.includes('guardrail latencyMs'),
  },
  'broken-hash': {
    claim: 'A hash that assigns otherwise than declared stops the experiment by its sample ratio.',
    setting: { treatment: 'same', brokenHash: true, plan: {} },
    holds: (lived) => endsWith('stop')(lived) && isUnmoved(lived),
  },
  same: {
    claim: 'An A/A ends as inconclusive.',
    setting: { treatment: 'same', plan: { kind: 'aa', ramp: [0.5], maximumDays: 3 } },
    holds: (lived) => endsWith('hold')(lived) && isUnmoved(lived),
  },
} as const satisfies Record<string, Rehearsal>;

export type RehearsalName = keyof typeof REHEARSALS;

/** How large the services of the rehearsals are. */
export type RehearsalSize = Omit<RolloutSetting, 'treatment' | 'brokenHash' | 'plan'>;

/** The size that tests rehearse in. */
export const SMALL: RehearsalSize = {
  users: 2000,
  movies: 400,
  activity: 2,
  historyDays: 2,
  mostDays: 14,
  lookHours: 12,
  seed: 3,
};

const LARGE: RehearsalSize = { ...SMALL, users: 8000, movies: 1500, historyDays: 4, lookHours: 6 };

/** Lives through a rehearsal. */
export async function rehearse(
  name: RehearsalName,
  size: RehearsalSize,
  say: (sentence: string) => void,
): Promise<ProofResult & { readonly lived: LivedRollout }> {
  const { setting, holds }: Rehearsal = REHEARSALS[name];
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-proof-'));
  try {
    const lived = await liveRollout({ ...size, ...setting }, folder, say);
    return { figures: figuresOf(lived), holds: holds(lived), lived };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(lived: LivedRollout): ProofResult['figures'] {
  const { experiment, metRate, hours, lookSeconds, champion, looks } = lived;
  return {
    outcome: experiment.outcome ?? 'still running',
    because: experiment.because ?? '',
    steps: experiment.step + 1,
    simulatedHours: hours,
    metRate,
    champion,
    slowestLookSeconds: lookSeconds,
    looks: looks.length,
    decisionsReplayedTheSame: lived.replayedTheSame,
    decisionsKept: lived.kept,
  };
}

/** One command a rehearsal: `npm run prove -- rollout-better` and so on. */
export const rolloutProofs: readonly Proof[] = (Object.keys(REHEARSALS) as RehearsalName[]).map(
  (name) => ({
    name: `rollout-${name}`,
    claim: REHEARSALS[name].claim,
    run: async (say) => {
      const { figures, holds } = await rehearse(name, LARGE, say);
      return { figures, holds };
    },
  }),
);
