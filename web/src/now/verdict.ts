import type { Status } from '../api/status-types.ts';
import { figure } from '../words/numbers.ts';
import { behindWords } from './stations.ts';

/** How everything is, in a title and a sentence. */
export interface Verdict {
  readonly tone: 'good' | 'look' | 'stop';
  readonly title: string;
  readonly sentence: string;
}

/** Says whether the system is well, what it does and which model serves, as a person would. */
export function verdict(status: Status): Verdict {
  const stops = status.attention.filter(({ severity }) => severity === 'stop').length;
  const looks = status.attention.filter(({ severity }) => severity === 'look').length;
  const sentence = `${servingWords(status)} ${streamWords(status)}`;
  if (stops > 0)
    return {
      tone: 'stop',
      title: stops === 1 ? 'One thing needs you now' : `${stops} things need you now`,
      sentence,
    };
  if (looks > 0)
    return {
      tone: 'look',
      title:
        looks === 1
          ? 'Running, with one thing to look at'
          : `Running, with ${looks} things to look at`,
      sentence,
    };
  return { tone: 'good', title: 'All is well', sentence };
}

function servingWords({ serving, models }: Status): string {
  if (!serving.isReachable) return 'Nobody gets a list: the service cannot be reached.';
  const version = serving.champion ?? models.champion?.version ?? null;
  const who =
    version === null ? 'Lists come without a model so far' : `The model ${version} makes the lists`;
  const rate = serving.answersPerSecond;
  if (rate === null || rate === 0) return `${who}; nobody asks at the moment.`;
  const speed =
    serving.latencyMs === null ? '' : `, 99 % of them within ${figure(serving.latencyMs.p99)} ms`;
  return `${who}, ${figure(rate)} a second${speed}.`;
}

function streamWords({ stream }: Status): string {
  if (stream.linesRead === 0) return 'No line of the event log has been read yet.';
  const rate = stream.linesPerSecond ?? 0;
  const behind = behindWords(stream);
  const tail = behind === '' ? '' : `; ${behind}`;
  return rate > 0
    ? `The event log brings ${figure(rate)} lines a second${tail}.`
    : `The event log is quiet${tail}.`;
}
