/** A trial of a version: an experiment that the releases started. */
export interface ReleaseTrial {
  /** Name of the experiment. */
  readonly experiment: string;
  readonly kind: 'shadow' | 'canary';
  readonly version: string;
  readonly status: 'draft' | 'running' | 'ended';
  /** How it ended; `null` before. A shadow that passed ends with `pass`. */
  readonly outcome: string | null;
}

/** What a running shadow has shown so far. */
export interface ShadowVerdict {
  readonly action: 'wait' | 'pass' | 'fail';
  readonly because: string;
}

/** Everything that the next step of a release depends on. */
export interface ReleaseState {
  readonly champion: string | null;
  /** Versions that passed the gate for a trial, oldest first. */
  readonly challengers: readonly string[];
  /** Oldest first. */
  readonly trials: readonly ReleaseTrial[];
  /** Of the shadow that runs; `null` while none runs or nothing is known of it. */
  readonly shadow: ShadowVerdict | null;
  /** Whether shadows can be judged here; without them a canary starts at once. */
  readonly hasShadows: boolean;
  /** An experiment of people's own that has the users; `null` while they are free. */
  readonly usersTakenBy: string | null;
}

/** What is to be done next, with a sentence for people. */
export type ReleaseStep =
  | { readonly do: 'wait'; readonly because: string }
  | {
      readonly do: 'start';
      readonly kind: 'shadow' | 'canary';
      readonly version: string;
      readonly because: string;
    }
  | {
      readonly do: 'end';
      readonly experiment: string;
      readonly outcome: 'pass' | 'abort' | 'replaced';
      readonly because: string;
    };

/**
 * Decides the next step of the releases: the newest challenger is tried as a shadow, then as a
 * canary, one at a time. A newer one replaces one that is still a shadow, and waits while a canary
 * runs; what a canary comes to is decided by its experiment alone. A pure function; one step at a
 * time, so that a crash between two of them leaves a state that it goes on from.
 */
export function nextRelease(state: ReleaseState): ReleaseStep {
  const { trials, challengers } = state;
  const newest = challengers.at(-1) ?? null;
  const running = trials.filter(({ status }) => status === 'running');
  const canary = running.find(({ kind }) => kind === 'canary');
  if (canary !== undefined)
    return wait(
      newest === null || newest === canary.version
        ? `${canary.version} is a canary.`
        : `${newest} waits while ${canary.version} is a canary.`,
    );
  const shadow = running.find(({ kind }) => kind === 'shadow');
  if (shadow !== undefined) return afterShadow(state, shadow, newest);
  if (newest === null) return wait('No challenger waits for a trial.');
  return forChallenger(state, newest);
}

const wait = (because: string): ReleaseStep => ({ do: 'wait', because });

function afterShadow(
  { shadow: verdict, champion }: ReleaseState,
  { experiment, version }: ReleaseTrial,
  newest: string | null,
): ReleaseStep {
  const end = (outcome: 'pass' | 'abort' | 'replaced', because: string): ReleaseStep => ({
    do: 'end',
    experiment,
    outcome,
    because,
  });
  if (champion === version) return end('replaced', `${version} is champion already.`);
  if (newest !== null && newest !== version)
    return end('replaced', `The newer ${newest} takes the place of ${version}.`);
  switch (verdict?.action) {
    case 'pass':
      return end('pass', verdict.because);
    case 'fail':
      return end('abort', verdict.because);
    default:
      return wait(verdict?.because ?? `${version} is a shadow; nothing is known of it yet.`);
  }
}

/** What the newest challenger is due, while nothing runs. */
function forChallenger(
  { champion, trials, hasShadows, usersTakenBy }: ReleaseState,
  version: string,
): ReleaseStep {
  if (version === champion) return wait(`${version}, the newest challenger, is champion.`);
  const of = trials.filter((trial) => trial.version === version);
  const canary = of.find(({ kind }) => kind === 'canary');
  if (canary?.status === 'ended')
    return wait(`The trial of ${version} ended with '${canary.outcome ?? 'nothing'}'.`);
  const shadow = of.find(({ kind }) => kind === 'shadow');
  if (shadow?.status === 'ended' && shadow.outcome !== 'pass')
    return wait(`${version} was not taken beyond its shadow: '${shadow.outcome ?? 'nothing'}'.`);
  if (hasShadows && shadow?.status !== 'ended')
    return { do: 'start', kind: 'shadow', version, because: `${version} passed the gate.` };
  if (usersTakenBy !== null)
    return wait(`${version} waits for the users that ${usersTakenBy} has.`);
  const because = shadow === undefined ? `${version} passed the gate.` : 'Its shadow passed.';
  return { do: 'start', kind: 'canary', version, because };
}
