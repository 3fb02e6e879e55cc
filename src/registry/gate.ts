import type { Behaviour } from '../evaluation/index.ts';

/** A paired difference with its interval, challenger minus the other, over the same users. */
export type PairedDifference = {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly users: number;
};

/** What the gate looks at. */
export interface GateEvidence {
  /** Family of the challenger; `null` when none was chosen. */
  readonly challenger: string | null;
  readonly metric: string;
  /** Share of certainty of the intervals, such as 0.95. */
  readonly confidence: number;
  /** Users the live protocol could judge, and how many it takes at least. */
  readonly judgedUsers: number;
  readonly minimumUsers: number;
  /** Why nothing was judged, if it was not for too few users. */
  readonly impossible: string | null;
  /** `null` when nothing could be judged. */
  readonly againstPopularity: PairedDifference | null;
  /**
   * Against the recipe of the champion, trained anew on the same cuts: the champion's own weights
   * may have seen the test windows. `null` when the champion is popularity.
   */
  readonly againstChampion: (PairedDifference & { readonly champion: string }) | null;
  /** Whether challenger and champion are one recipe (family and configuration): a refresh. */
  readonly sameRecipe: boolean;
  /** How the challenger's lists behave; absent where nobody looked, such as without a model. */
  readonly behaviour?: readonly Behaviour[];
}

/** What the gate says; `reasons` are sentences for people, the verdict follows from all of them. */
export interface GateVerdict {
  readonly promote: boolean;
  readonly reasons: readonly string[];
}

/**
 * Decides whether a challenger may become champion: judged on enough users of time-ordered data,
 * better than popularity beyond doubt, and better than the champion beyond doubt unless it is the
 * champion's own recipe on newer data; and its lists must behave where that was checked. A pure
 * function of the evidence.
 */
export function decideGate(evidence: GateEvidence): GateVerdict {
  const { judgedUsers, minimumUsers, againstPopularity } = evidence;
  if (judgedUsers < minimumUsers || againstPopularity === null)
    return {
      promote: false,
      reasons: [notJudged(evidence)],
    };
  const checks = [
    beatsPopularity(evidence, againstPopularity),
    beatsChampion(evidence),
    ...behaves(evidence),
  ];
  return {
    promote: checks.every((check) => check.holds),
    reasons: checks.map((check) => check.sentence),
  };
}

function notJudged({ challenger, judgedUsers, minimumUsers, impossible }: GateEvidence): string {
  const who = challenger === null ? 'No personal model was judged' : `${challenger} was not judged`;
  const why =
    impossible ??
    `found ${judgedUsers} users with enough history before and inside the test windows, expected at least ${minimumUsers}.`;
  return `${who}: ${why}`;
}

interface Check {
  readonly holds: boolean;
  readonly sentence: string;
}

function beatsPopularity(evidence: GateEvidence, against: PairedDifference): Check {
  return compare(evidence, against, 'popularity');
}

function beatsChampion(evidence: GateEvidence): Check {
  const { challenger, againstChampion, sameRecipe } = evidence;
  if (againstChampion === null)
    return {
      holds: true,
      sentence: 'No personal model is champion, so nothing else has to be beaten.',
    };
  if (sameRecipe)
    return {
      holds: true,
      sentence: `${challenger} is the recipe of the champion ${againstChampion.champion} on newer data: a refresh.`,
    };
  return compare(
    evidence,
    againstChampion,
    `the recipe of the champion ${againstChampion.champion}`,
  );
}

function behaves({ challenger, behaviour }: GateEvidence): readonly Check[] {
  if (behaviour === undefined) return [];
  const broken = behaviour.filter(({ outcome }) => outcome === 'broken');
  const held = behaviour.filter(({ outcome }) => outcome === 'held').length;
  const doubtful = behaviour.filter(({ outcome }) => outcome === 'doubtful');
  const sentence =
    broken.length === 0
      ? `The lists of ${challenger} behave: ${held} checks hold.${doubtful.map(({ name, found }) => ` Doubtful: '${name}' (${found}).`).join('')}`
      : `The lists of ${challenger} do not behave: ${broken.map(({ name, found }) => `'${name}' is broken (${found})`).join(', ')}.`;
  return [{ holds: broken.length === 0, sentence }];
}

function compare(
  { challenger, metric, confidence }: GateEvidence,
  { difference, low, high, users }: PairedDifference,
  other: string,
): Check {
  const holds = low > 0;
  const claim = holds
    ? `${challenger} beats ${other} by ${signed(difference)} ${metric}`
    : `${challenger} is not proven better than ${other}: its ${metric} differs by ${signed(difference)}`;
  const interval = `${Math.round(confidence * 100)} % interval ${signed(low)} to ${signed(high)}`;
  return { holds, sentence: `${claim} (${interval}, paired over ${users} users).` };
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
