import { describe, expect, it } from 'vitest';
import {
  attentionOf,
  type AttentionFacts,
  type StatusFacts,
} from '../../../src/http/control-attention.ts';

const model = (version: string) => ({
  version,
  family: version.split('/')[0]!,
  modelId: 'm',
  datasetId: 'd',
  trainedAt: '2024-03-02T00:00:00Z',
  since: '2024-03-02T00:00:00Z',
});

/** A home in which all is well. */
const WELL: StatusFacts = {
  format: 1,
  home: '/h',
  now: '2024-03-02T00:00:00Z',
  stream: {
    isReading: true,
    sources: [],
    linesRead: 1_000,
    linesPerSecond: 10,
    lastEventAt: '2024-03-01T00:00:00Z',
    behindSeconds: 7_200,
    behindForSeconds: 30,
  },
  ledger: {
    read: 1_000,
    accepted: { watch: 995, rating: 0, recommendation: 0, account: 0 },
    repaired: 0,
    duplicate: 0,
    quarantined: { bad_item: 5 },
    pending: 0,
    addsUp: true,
  },
  segments: { count: 1, closed: 0, sizeBytes: 1 },
  catalogue: { id: 'c', items: 1, users: 1, complete: true, inForceSince: '2024-03-01T00:00:00Z' },
  datasets: { count: 0, latest: null },
  training: {
    isAtWork: false,
    lastStage: null,
    current: null,
    last: [],
    latestRun: null,
    failuresInARow: 0,
  },
  models: {
    versions: 2,
    champion: model('als/1'),
    baseline: model('popularity/1'),
    evaluation: null,
    gate: null,
    lastChange: null,
  },
  serving: {
    url: 'http://127.0.0.1:8082',
    isReachable: true,
    problem: null,
    isReady: true,
    troubles: [],
    startedAt: null,
    champion: 'als/1',
    answers: 1,
    byTier: {},
    refused: 0,
    answersPerSecond: 0,
    latencyMs: null,
    failures: { serverErrors: 0, scorer: 0, violations: 0, receiptsLost: 0 },
    shadows: [],
  },
  report: null,
  reportDays: [],
};

const found = (status: Partial<StatusFacts>, more: Partial<AttentionFacts> = {}) =>
  attentionOf({
    status: { ...WELL, ...status },
    datasetFindings: [],
    reportFindings: [],
    unreadable: [],
    ...more,
  });
const brief = (items: ReturnType<typeof found>): string[] =>
  items.map(({ severity, about, message }) => `${severity} ${about}: ${message}`);
const finding = (severity: 'note' | 'warn' | 'block', message: string) => ({
  check: 'c',
  severity,
  message,
  count: 1,
  examples: [],
});

const failing = ({ scorer, answers }: { readonly scorer: number; readonly answers: number }) => ({
  ...WELL.serving,
  answers,
  failures: { ...WELL.serving.failures, scorer },
});

describe('what needs attention', () => {
  it('is nothing where all is well, everyday noise and a reading half a minute behind included', () => {
    expect(found({})).toEqual([]);
  });

  it('comes in the order of its weight', () => {
    const items = found(
      { catalogue: null, serving: { ...WELL.serving, isReachable: false, problem: 'gone' } },
      { datasetFindings: [finding('warn', 'few likes')] },
    );
    expect(items.map(({ severity }) => severity)).toEqual(['stop', 'look', 'note']);
    expect(items[0]!.advice).toBe('npx showrunner serve --home /h');
  });

  it.each<[string, Partial<StatusFacts>, string]>([
    [
      'a log that nobody reads',
      { stream: { ...WELL.stream, isReading: false, behindSeconds: 90_061 } },
      // 90,061 s = 1 d 1 h 1 min 1 s
      'look stream: Nobody reads, and the log goes on 1 d 1 h beyond what was read.',
    ],
    [
      'a reading that does not keep up',
      { stream: { ...WELL.stream, behindForSeconds: 31 } },
      'look stream: The reading does not keep up: what the log holds is read 31 s later or more (2 h of event time to go).',
    ],
    [
      'a reading that stands still',
      { stream: { ...WELL.stream, behindForSeconds: 60, linesPerSecond: 0 } },
      'look stream: The reading stands still although the log has held more for 1 min.',
    ],
    [
      'more damage than usual',
      // 6 of 1,000 lines are more than half a percent.
      { ledger: { ...WELL.ledger, quarantined: { bad_item: 6 } } },
      'look quality: 6 lines (0.6 %) cannot be used: bad item. That is more than the everyday noise of a log.',
    ],
    [
      'a ledger that does not add up',
      { ledger: { ...WELL.ledger, addsUp: false } },
      'stop quality: The ledger does not add up: 1,000 lines were read, but not all are accounted for.',
    ],
    [
      'lines that wait',
      { ledger: { ...WELL.ledger, pending: 2_000 } },
      'note quality: 2,000 lines wait for the catalogue to answer.',
    ],
    [
      'nothing trained',
      { models: { ...WELL.models, champion: null, baseline: null } },
      'look models: Nothing was trained yet.',
    ],
    [
      'popularity for everybody',
      {
        models: { ...WELL.models, champion: model('popularity/1') },
        serving: { ...WELL.serving, champion: 'popularity/1' },
      },
      'note models: Everybody gets what is popular: no personal model has passed the gate.',
    ],
    [
      'no model loaded',
      { serving: { ...WELL.serving, isReady: false } },
      'look serving: No model is loaded: lists are the same for everybody.',
    ],
    [
      'what the service says of itself',
      { serving: { ...WELL.serving, troubles: ['It hurts.'] } },
      'look serving: It hurts.',
    ],
    [
      'another champion than the loaded one',
      { serving: { ...WELL.serving, champion: 'als/0' } },
      'note serving: als/1 is champion, but als/0 is loaded; a change takes a few seconds to arrive.',
    ],
    [
      'lost receipts',
      { serving: { ...WELL.serving, failures: { ...WELL.serving.failures, receiptsLost: 3 } } },
      'look serving: Since the service started: 3 receipts lost, so that their answers cannot be traced.',
    ],
    [
      'a few lists that a model failed over',
      { serving: failing({ scorer: 10, answers: 1_000 }) },
      'note serving: Since the service started: 10 of 1,000 lists made another way, because a model or a source failed or was late.',
    ],
    [
      'many lists that a model failed over',
      { serving: failing({ scorer: 11, answers: 1_000 }) },
      'look serving: Since the service started: 11 of 1,000 lists made another way, because a model or a source failed or was late.',
    ],
  ])('names %s', (_what, status, expected) => {
    expect(brief(found(status))).toEqual([expected]);
  });

  it('lets two minutes lie unread while nobody reads', () => {
    const stream = { ...WELL.stream, isReading: false, behindSeconds: 120 };
    expect(found({ stream })).toEqual([]);
  });

  it('does not call for a training that is under way', () => {
    const models = { ...WELL.models, champion: null, baseline: null };
    expect(found({ models, training: { ...WELL.training, isAtWork: true } })).toEqual([]);
  });

  it('passes on findings but not notes, with the day of a report', () => {
    const items = found(
      {},
      {
        datasetFindings: [finding('block', 'all lines are of one user'), finding('note', 'small')],
        reportFindings: [finding('warn', 'half of the answers failed')],
        unreadable: [{ about: 'report', message: 'permission denied' }],
      },
    );
    expect(brief(items)).toEqual([
      'stop report: A part of the home cannot be read: permission denied',
      'stop dataset: all lines are of one user',
      'look report: half of the answers failed',
    ]);
    expect(items[1]!.advice).toContain('Nothing is trained until this is settled');
  });
});
