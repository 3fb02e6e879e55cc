import type { Status } from './status-types.ts';
import {
  bytes,
  count,
  counted,
  duration,
  eventTime,
  figure,
  percent,
  secondsSince,
  signed,
} from './words.ts';

type Attention = Status['attention'][number];

/** What a step of the loop says: a figure with its unit, up to two notes, and how it stands. */
interface Card {
  readonly figure: string;
  readonly unit: string;
  readonly notes: readonly string[];
  readonly state: 'good' | 'empty' | 'busy' | 'look' | 'stop';
}

/** The steps of the loop. */
export type Step =
  | 'stream'
  | 'quality'
  | 'lake'
  | 'dataset'
  | 'training'
  | 'gate'
  | 'champion'
  | 'serving'
  | 'viewers';

/** What each step says. */
export function cards(status: Status): Readonly<Record<Step, Card>> {
  const made: Record<Step, Card> = {
    stream: stream(status),
    quality: quality(status),
    lake: lake(status),
    dataset: dataset(status),
    training: training(status),
    gate: gate(status),
    champion: champion(status),
    serving: serving(status),
    viewers: viewers(status),
  };
  for (const { about, severity } of status.attention) {
    const step = ABOUT[about];
    if (severity !== 'note' && made[step].state !== 'stop')
      made[step] = { ...made[step], state: severity };
  }
  return made;
}

/** Where what needs attention is shown. */
const ABOUT: Readonly<Record<Attention['about'], Step>> = {
  stream: 'stream',
  quality: 'quality',
  catalogue: 'quality',
  dataset: 'dataset',
  training: 'training',
  models: 'champion',
  serving: 'serving',
  report: 'viewers',
};

const card = (
  figure: string,
  unit: string,
  notes: readonly string[],
  state: Card['state'] = 'good',
): Card => ({ figure, unit, notes, state });
const nothing = (note: string): Card => card('–', '', [note], 'empty');

function stream({ stream: now }: Status): Card {
  if (now.linesRead === 0) return nothing('no line read yet');
  return card(now.linesPerSecond === null ? '…' : figure(now.linesPerSecond), 'lines/s', [
    now.lastEventAt === null ? '' : `up to ${eventTime(now.lastEventAt)}`,
    behindWords(now),
  ]);
}

/** While somebody reads, the clock counts; else how much lies unread. */
function behindWords({ isReading, behindSeconds, behindForSeconds }: Status['stream']): string {
  if (behindSeconds === null) return '';
  if (behindSeconds < 1) return 'read to the end';
  if (!isReading) return `${duration(behindSeconds)} of the log unread`;
  return behindForSeconds === null || behindForSeconds < KEEPS_UP_SECONDS
    ? 'keeps up with the log'
    : `${duration(Math.round(behindForSeconds))} behind the log`;
}

const KEEPS_UP_SECONDS = 5;

function quality({ ledger }: Status): Card {
  if (ledger.read === 0) return nothing('nothing to check yet');
  const unusable = Object.values(ledger.quarantined).reduce((sum, n) => sum + n, 0);
  const extra = [
    ledger.repaired > 0 ? `${count(ledger.repaired)} repaired` : '',
    ledger.duplicate > 0 ? counted(ledger.duplicate, 'duplicate') : '',
  ].filter(Boolean);
  return card(percent(1 - unusable / ledger.read, 2), 'usable', [
    `${counted(unusable, 'line')} set aside`,
    ledger.addsUp ? extra.join(', ') || 'every line accounted for' : 'the ledger does not add up',
  ]);
}

function lake({ segments, stream: { linesRead } }: Status): Card {
  if (segments.count === 0) return nothing('empty');
  return card(compact(linesRead), 'lines kept', [
    counted(segments.count, 'segment'),
    bytes(segments.sizeBytes),
  ]);
}

function dataset({ datasets: { latest } }: Status): Card {
  if (latest === null) return nothing('none built yet');
  return card(compact(latest.likes), 'likes', [
    `${counted(latest.users, 'user')}, ${counted(latest.items, 'movie')}`,
    `up to ${eventTime(latest.asOf)}`,
  ]);
}

function training({ training: { current, isAtWork, lastStage, last } }: Status): Card {
  if (current !== null)
    return card(
      current.family ?? current.stage,
      'in training',
      [`for ${duration(Math.floor(secondsSince(current.startedAt)))}`],
      'busy',
    );
  if (isAtWork)
    return card(
      'At work',
      '',
      [lastStage === null ? 'preparing' : `last done: ${lastStage.stage}`],
      'busy',
    );
  const done = last.find(({ status }) => status === 'done');
  if (done === undefined) return nothing('nothing trained yet');
  const took = (Date.parse(done.finishedAt!) - Date.parse(done.startedAt)) / 1000;
  return card(duration(took), `for ${done.family ?? done.stage}`, [
    done.loss.length === 0
      ? 'without a loss'
      : `loss ${done.loss[0]!.toPrecision(3)} → ${done.loss.at(-1)!.toPrecision(3)} in ${counted(done.epochs, 'epoch')}`,
  ]);
}

function gate({ models: { gate: judged } }: Status): Card {
  if (judged === null) return nothing('nothing judged yet');
  const { againstPopularity: against } = judged;
  if (against === null)
    return card(
      'Held',
      '',
      [`${counted(judged.judgedUsers, 'user')} could be judged`, 'too little history so far'],
      'empty',
    );
  return card(judged.passed ? 'Passed' : 'Held', judged.challenger ?? '', [
    `${signed(against.difference)} NDCG against popularity`,
    `over ${counted(against.users, 'user')}`,
  ]);
}

function champion({ models: { champion: model, evaluation } }: Status): Card {
  if (model === null) return nothing('none yet');
  return card(model.version, '', [
    evaluation === null
      ? 'what is popular, for all'
      : `${evaluation.metric} ${evaluation.model.mean.toFixed(4)}`,
    evaluation?.popularity == null ? '' : `popularity ${evaluation.popularity.mean.toFixed(4)}`,
  ]);
}

function serving({ serving: now }: Status): Card {
  if (!now.isReachable) return card('Down', '', [now.problem ?? ''], 'stop');
  return card(now.answersPerSecond === null ? '…' : figure(now.answersPerSecond), 'lists/s', [
    `${counted(now.answers, 'list')} since its start`,
    now.latencyMs === null ? '' : `99 % within ${figure(now.latencyMs.p99)} ms`,
  ]);
}

function viewers({ report }: Status): Card {
  if (report === null) return nothing('no day reported yet');
  return card(
    report.availability === null ? '–' : percent(report.availability),
    'of requests got a list',
    [
      `${counted(report.viewers, 'viewer')} watched ${compact(report.minutes)} minutes on ${report.day}`,
      report.recommendedMinuteShare === null
        ? ''
        : `${percent(report.recommendedMinuteShare)} of the minutes followed a recommendation`,
    ],
  );
}

/** Large counts in few letters: 887,308 stays, 43,200,000 becomes 43.2 million. */
const compact = (value: number): string =>
  value < 1_000_000 ? count(value) : `${figure(value / 1_000_000)} million`;
