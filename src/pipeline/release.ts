import type { Clock } from '../domain/clock.ts';
import {
  decideGate,
  pointAlias,
  recordVerdict,
  CHALLENGE,
  challengers,
  registerVersion,
  versionBehind,
  type GateEvidence,
  type GateVerdict,
  type ModelVersion,
} from '../registry/index.ts';
import type { Metadata } from '../store/index.ts';
import type { TrainedVersion } from './train-recipe.ts';

type Registry = { readonly metadata: Metadata; readonly clock: Clock };

/** What a release changed. */
export interface Release {
  readonly baseline: ModelVersion;
  readonly challenger: ModelVersion | null;
  readonly verdict: GateVerdict;
  /** Who serves from now on. */
  readonly champion: ModelVersion;
  /** Whether the champion is another than before. */
  readonly changed: boolean;
  /** Whether the challenger passed and is yet to be proven in production before it is champion. */
  readonly onTrial: boolean;
  /** The experiment that compares with the champion, so that nobody took its place; `null`: none. */
  readonly heldFor: string | null;
}

/** What becomes of a challenger that passed the gate: champion at once, or a trial in production. */
export type ReleaseMode = 'gate' | 'canary';

/**
 * Registers the new models and moves the aliases as the gate says. The newest popularity is the
 * baseline, and the champion too as long as nothing better was proven. With `canary` a challenger
 * that passed while a personal model serves is written down for a trial instead; the first personal
 * model goes by the gate alone. While an experiment compares with the champion nobody takes its place,
 * or what was measured would be no comparison any more.
 */
export async function release(
  registry: Registry,
  given: {
    readonly datasetId: string;
    readonly baseline: TrainedVersion & { readonly family: string };
    readonly challenger: (TrainedVersion & { readonly family: string }) | null;
    readonly evidence: GateEvidence;
    readonly mode: ReleaseMode;
    /** The experiment that compares with the champion; `null` where none does. */
    readonly experiment: string | null;
  },
): Promise<Release> {
  const { datasetId, mode } = given;
  const before = await versionBehind(registry.metadata, 'champion');
  const baseline = await registerVersion(registry, { ...given.baseline, datasetId });
  const challenger =
    given.challenger === null
      ? null
      : await registerVersion(registry, { ...given.challenger, datasetId });
  const verdict = decideGate(given.evidence);
  await pointAlias(registry, 'baseline', {
    version: baseline.version,
    reason: { actor: 'pipeline', action: 'set-baseline', because: 'the newest popularity' },
  });
  if (before === null)
    await pointAlias(registry, 'champion', {
      version: baseline.version,
      reason: { actor: 'pipeline', action: 'promote', because: 'popularity is the first champion' },
    });
  const passed = verdict.promote ? challenger : null;
  const isPersonal = before !== null && before.family !== baseline.family;
  const onTrial =
    mode === 'canary' && isPersonal && passed !== null && passed.version !== before.version;
  if (onTrial) await recordChallenge(registry, passed.version, verdict.reasons);
  const wanted = passed !== null && !onTrial ? passed : successor(before, baseline);
  const heldFor = wanted.version === before?.version ? null : given.experiment;
  const next = heldFor === null ? wanted : (before ?? wanted);
  await pointAlias(registry, 'champion', {
    version: next.version,
    reason: { actor: 'pipeline', action: 'promote', because: [...verdict.reasons] },
  });
  if (challenger !== null)
    await recordVerdict(registry, {
      version: challenger.version,
      passed: verdict.promote,
      heldFor,
      because: [...verdict.reasons],
    });
  const changed = before?.version !== next.version;
  return { baseline, challenger, verdict, champion: next, changed, onTrial, heldFor };
}

/** Writes down once that a version waits for its trial. */
async function recordChallenge(
  { metadata, clock }: Registry,
  version: string,
  because: readonly string[],
): Promise<void> {
  if ((await challengers(metadata)).includes(version)) return;
  await metadata
    .insertInto('audit')
    .values({
      at: new Date(clock.nowMs()).toISOString(),
      actor: 'pipeline',
      action: CHALLENGE,
      details: JSON.stringify({ version, because: [...because] }),
    })
    .execute();
}

/** A champion that passed the gate stays; popularity gives way to newer popularity. */
const successor = (before: ModelVersion | null, baseline: ModelVersion): ModelVersion =>
  before === null || before.family === baseline.family ? baseline : before;
