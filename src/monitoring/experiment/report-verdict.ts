import type { Action, ExperimentPlan } from '../../rollout/index.ts';
import { counted, number, percent } from '../../pages/index.ts';
import { differenceWords, metricWords, relativeWords } from './metric-words.ts';
import type { ExperimentReport } from './report-schema.ts';

type Verdict = ExperimentReport['verdict'];
type Effect = NonNullable<ExperimentReport['effect']>;

/** What a verdict is said of. */
export interface Judged extends Pick<
  ExperimentReport,
  'status' | 'effect' | 'step' | 'guardrails'
> {
  readonly plan: ExperimentPlan;
  readonly last: { readonly action: Action; readonly because: string } | null;
  readonly ended: { readonly outcome: string; readonly because: string } | null;
}

const ENDS: Readonly<Record<Action, Verdict['state']>> = {
  promote: 'promoted',
  abort: 'aborted',
  stop: 'stopped',
  hold: 'held',
  continue: 'held',
  widen: 'held',
};

/** A row that ended otherwise than the last decision was ended by somebody. */
const endOf = ({ last, ended }: Judged): Verdict['state'] =>
  ended !== null && ended.outcome !== last?.action ? 'by-hand' : ENDS[last?.action ?? 'hold'];

/** The verdict in plain words: what was decided, what it rests on, what it means. */
export function verdictOf(judged: Judged): Verdict {
  const { status, plan, last } = judged;
  if (status === 'draft')
    return {
      state: 'draft',
      headline: `${plan.name} has not started.`,
      sentences: [`It would compare ${plan.treatment} with the champion.`],
    };
  const state = status === 'running' ? 'running' : endOf(judged);
  const said = [
    judged.ended?.because ?? last?.because,
    effectSentence(judged),
    meaning(state, judged),
    guardrailSentence(judged),
  ];
  return {
    state,
    headline: headlineOf(state, judged),
    sentences: said.filter((sentence) => sentence !== undefined),
  };
}

function headlineOf(state: Verdict['state'], { plan, step, effect }: Judged): string {
  const { treatment } = plan;
  const at =
    step === null ? '' : `, step ${step.step} of ${step.of}, ${percent(step.share)} of the users`;
  if (state === 'promoted')
    return `${treatment} is ${isBetter(effect) ? 'better' : 'not worse'} and became the champion.`;
  if (state === 'aborted') return `${treatment} was taken back${at}.`;
  if (state === 'stopped') return `Stopped${at}: what was measured cannot be trusted.`;
  if (state === 'by-hand') return `Ended by hand${at}: ${leaning(effect)}.`;
  if (state === 'running') return `Running${at}: ${leaning(effect)}.`;
  return `${heldWords(effect, plan)}${at}.`;
}

function heldWords(effect: Effect | null, plan: ExperimentPlan): string {
  if (!isShown(effect, plan)) return 'Inconclusive';
  return `${plan.treatment} is ${isBetter(effect) ? 'better' : 'not worse'}; promoting it is left to people`;
}

/** Whether the plan's claim stands; two equal ways have none. */
const isShown = (effect: Effect | null, { kind, promotes, tolerance }: ExperimentPlan): boolean =>
  kind !== 'aa' && effect !== null && effect.low > (promotes === 'not-worse' ? -tolerance : 0);

const isBetter = (effect: Effect | null): boolean => effect !== null && effect.low > 0;

function leaning(effect: Effect | null): string {
  if (effect === null) return 'too early to read anything';
  if (effect.low > 0) return 'better beyond doubt so far';
  return effect.high < 0 ? 'worse beyond doubt' : 'not decided';
}

function effectSentence({ effect }: Judged): string | undefined {
  if (effect === null) return undefined;
  const { metric, difference, low, high, relative, users } = effect;
  const { title, unit } = metricWords(metric);
  const of = (value: number): string => differenceWords(metric, value);
  const share =
    relative === null
      ? ''
      : `, ${relativeWords(relative.difference)} (${relativeWords(relative.low)} to ${relativeWords(relative.high)})`;
  return `${capital(title)}, treatment minus control: ${of(difference)} (${of(low)} to ${of(high)}) ${unit}${share}; ${counted(users.treatment, 'user')} against ${number(users.control)}.`;
}

function meaning(state: Verdict['state'], { effect, plan }: Judged): string | undefined {
  if (state !== 'held' || isShown(effect, plan)) return undefined;
  return effect === null
    ? 'Too few users came to say anything. Nothing was changed.'
    : `Inconclusive does not mean equal: every difference within the interval is still possible, larger ones are not. Nothing was changed. More users, more than ${counted(plan.maximumDays, 'day')}, or a larger share in the treatment would tell smaller differences.`;
}

function guardrailSentence({ guardrails }: Judged): string | undefined {
  const of = (state: string): string =>
    guardrails
      .filter((one) => one.state === state)
      .map(({ metric }) => metricWords(metric).title)
      .join(', ');
  const parts = [
    ['broken', 'broken'],
    ['kept', 'kept for certain'],
    ['open', 'open'],
    ['not-measured', 'with too few users to be read'],
  ].flatMap(([state, words]) => (of(state!) === '' ? [] : [`${words}: ${of(state!)}`]));
  return parts.length === 0 ? undefined : `Guardrails ${parts.join('; ')}.`;
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
