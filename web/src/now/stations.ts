import type { Status } from '../api/status-types.ts';
import { compact, count, counted, bytes, figure, percent, signed } from '../words/numbers.ts';
import { duration, utcTime } from '../words/times.ts';

/** How a station of the loop stands. */
export type StationState = 'good' | 'empty' | 'busy' | 'look' | 'stop';

/** What a station says: a figure with its unit, notes, and how it stands. */
export interface Station {
  readonly name: StationName;
  readonly figure: string;
  readonly unit: string;
  readonly notes: readonly string[];
  readonly state: StationState;
}

/** From the stream to the viewers and back. */
export const STATION_NAMES = [
  'Stream',
  'Quality',
  'Lake',
  'Dataset',
  'Training',
  'Gate',
  'Champion',
  'Lists',
  'Viewers',
] as const;
export type StationName = (typeof STATION_NAMES)[number];

type Said = Omit<Station, 'name'>;

/** What each station says of a status. @param nowMs the machine's clock */
export function stations(status: Status, nowMs: number): readonly Station[] {
  const said: Record<StationName, Said> = {
    Stream: stream(status),
    Quality: quality(status),
    Lake: lake(status),
    Dataset: dataset(status),
    Training: training(status, nowMs),
    Gate: gate(status),
    Champion: champion(status),
    Lists: lists(status),
    Viewers: viewers(status),
  };
  for (const { about, severity } of status.attention) {
    const name = ABOUT[about] ?? 'Stream';
    if (severity !== 'note' && said[name].state !== 'stop')
      said[name] = { ...said[name], state: severity };
  }
  return STATION_NAMES.map((name) => ({ name, ...said[name] }));
}

/** Where what needs attention is shown. */
const ABOUT: Readonly<Record<string, StationName>> = {
  stream: 'Stream',
  quality: 'Quality',
  catalogue: 'Quality',
  dataset: 'Dataset',
  training: 'Training',
  models: 'Champion',
  serving: 'Lists',
  report: 'Viewers',
} satisfies Readonly<Record<Status['attention'][number]['about'], StationName>>;

const say = (
  figureText: string,
  unit: string,
  notes: readonly string[],
  state: StationState = 'good',
): Said => ({ figure: figureText, unit, notes: notes.filter((note) => note !== ''), state });
const nothing = (note: string): Said => say('–', '', [note], 'empty');

function stream({ stream: now }: Status): Said {
  if (now.linesRead === 0) return nothing('no line read yet');
  return say(now.linesPerSecond === null ? '…' : figure(now.linesPerSecond), 'lines/s', [
    behindWords(now),
  ]);
}

const KEEPS_UP_SECONDS = 5;

/** While somebody reads, the clock counts; else how much lies unread. */
export function behindWords({
  isReading,
  behindSeconds,
  behindForSeconds,
}: Status['stream']): string {
  if (behindSeconds === null) return '';
  if (behindSeconds < 1) return 'read to the end of the log';
  if (!isReading) return `${duration(behindSeconds)} of the log unread`;
  return behindForSeconds === null || behindForSeconds < KEEPS_UP_SECONDS
    ? 'keeps up with the log'
    : `${duration(Math.round(behindForSeconds))} behind the log`;
}

/** Lines that cannot be used. */
export const setAside = ({ quarantined }: Status['ledger']): number =>
  Object.values(quarantined).reduce((sum, lines) => sum + lines, 0);

function quality({ ledger }: Status): Said {
  if (ledger.read === 0) return nothing('nothing to check yet');
  const aside = setAside(ledger);
  return say(percent(1 - aside / ledger.read, 2), 'of lines usable', [
    `${counted(aside, 'line')} set aside`,
    ledger.addsUp ? '' : 'the ledger does not add up',
  ]);
}

function lake({ segments, stream: { linesRead } }: Status): Said {
  if (segments.count === 0) return nothing('empty');
  return say(compact(linesRead), 'lines', [
    `${counted(segments.count, 'segment')}, ${bytes(segments.sizeBytes)}`,
  ]);
}

function dataset({ datasets: { latest } }: Status): Said {
  if (latest === null) return nothing('none built yet');
  return say(compact(latest.likes), 'likes', [
    `${counted(latest.users, 'user')}, ${counted(latest.items, 'movie')}`,
    `up to ${utcTime(latest.asOf)}`,
  ]);
}

function training(
  { training: { current, isAtWork, lastStage, last } }: Status,
  nowMs: number,
): Said {
  if (current !== null) {
    const seconds = Math.max(0, Math.floor((nowMs - Date.parse(current.startedAt)) / 1000));
    return say(duration(seconds), `in ${current.family ?? current.stage}`, ['in training'], 'busy');
  }
  if (isAtWork)
    return say(
      'At work',
      '',
      [lastStage === null ? 'preparing' : `did ${lastStage.stage}`],
      'busy',
    );
  const done = last.find(({ status }) => status === 'done');
  if (done === undefined) return nothing('nothing trained yet');
  const took = (Date.parse(done.finishedAt!) - Date.parse(done.startedAt)) / 1000;
  return say(duration(took), `for ${done.family ?? done.stage}`, [lossWords(done)]);
}

const lossWords = ({ loss, epochs }: Status['training']['last'][number]): string =>
  loss.length === 0
    ? 'a model without a loss'
    : `loss ${loss[0]!.toPrecision(3)} → ${loss.at(-1)!.toPrecision(3)} in ${counted(epochs, 'epoch')}`;

function gate({ models: { gate: judged } }: Status): Said {
  if (judged === null) return nothing('nothing judged yet');
  const { againstPopularity: against } = judged;
  if (against === null)
    return say('Held', '', [`${counted(judged.judgedUsers, 'user')} judged, too few`], 'empty');
  const verdict = judged.heldFor !== null ? 'Waits' : judged.passed ? 'Passed' : 'Held';
  return say(verdict, judged.challenger ?? '', [
    `${signed(against.difference)} NDCG over popularity`,
    `${counted(against.users, 'user')}`,
  ]);
}

function champion({ models: { champion: model, evaluation } }: Status): Said {
  if (model === null) return nothing('none yet');
  return say(model.version, '', [
    evaluation === null
      ? 'what is popular, for all'
      : `${evaluation.metric} ${evaluation.model.mean.toFixed(4)}`,
    evaluation?.popularity == null ? '' : `popularity ${evaluation.popularity.mean.toFixed(4)}`,
  ]);
}

function lists({ serving: now }: Status): Said {
  if (!now.isReachable) return say('Down', '', [now.problem ?? ''], 'stop');
  return say(now.answersPerSecond === null ? '…' : figure(now.answersPerSecond), 'lists/s', [
    now.latencyMs === null ? '' : `99 % within ${figure(now.latencyMs.p99)} ms`,
    `${count(now.answers)} since its start`,
  ]);
}

function viewers({ report }: Status): Said {
  if (report === null) return nothing('no day reported yet');
  return say(report.availability === null ? '–' : percent(report.availability), 'got a list', [
    `${counted(report.viewers, 'viewer')} on ${report.day}`,
  ]);
}
