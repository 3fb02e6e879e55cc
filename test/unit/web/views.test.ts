import { describe, expect, it } from 'vitest';
import { metricWords as onPaper } from '../../../src/monitoring/experiment/metric-words.ts';
import { METRICS } from '../../../src/rollout/index.ts';
import { rangeDays, rangeName } from '../../../web/src/days/range-words.ts';
import { estimateWords } from '../../../web/src/experiments/estimate-words.ts';
import { metricWords } from '../../../web/src/experiments/metric-words.ts';
import { rampOf } from '../../../web/src/experiments/ramp-text.ts';
import { shadowTrends } from '../../../web/src/experiments/shadow-trends.ts';
import { markdownBlocks } from '../../../web/src/parts/markdown-blocks.ts';
import { markdownSpans } from '../../../web/src/parts/markdown-spans.ts';

describe('metrics of experiments', () => {
  it.each([...METRICS, 'minutes/lists'])('%s is told as on paper, of viewers', (metric) => {
    const { title, unit, times } = onPaper(metric);
    expect(metricWords(metric)).toEqual({ title, unit: unit.replace('user', 'viewer'), times });
  });

  it('are told with unit, interval and viewers', () => {
    const users = { control: 485, treatment: 475 };
    const estimate = { users, control: 0.02, treatment: 0.01, difference: -0.01, low: -0.015 };
    expect(estimateWords({ metric: 'voided', ...estimate, high: -0.005 })).toBe(
      '−1.00 % of requests, voided answers (−1.50 to −0.50), 475 against 485 viewers',
    );
  });
});

describe('a runbook', () => {
  it('has numbered steps, each with all of its lines', () => {
    const [heading, steps] = markdownBlocks('## How\n\n1. Open it\n   and look.\n2. Act.');
    expect(heading).toEqual({ kind: 'heading', text: 'How' });
    expect(steps).toEqual({ kind: 'steps', items: ['Open it and look.', 'Act.'] });
  });

  it('keeps code, stress and links of a line apart', () => {
    expect(markdownSpans('Run `a --b`, _then_ **see** [it](x.md).')).toEqual([
      { kind: 'text', text: 'Run ' },
      { kind: 'code', text: 'a --b' },
      { kind: 'text', text: ', ' },
      { kind: 'stressed', text: 'then' },
      { kind: 'text', text: ' ' },
      { kind: 'strong', text: 'see' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'it', to: 'x.md' },
      { kind: 'text', text: '.' },
    ]);
    expect(markdownSpans('`average_rating_of` is whole')[0]).toEqual({
      kind: 'code',
      text: 'average_rating_of',
    });
  });
});

describe('a range', () => {
  it('is named by its week, or by its ends', () => {
    expect(rangeName('2026-W03')).toBe('Week 3 of 2026');
    expect(rangeName('2026-01-05..2026-01-06')).toBe(rangeDays('2026-01-05', '2026-01-06'));
    expect(rangeDays('2026-01-05', '2026-01-06')).toBe('Mon 5 Jan to Tue 6 Jan 2026');
  });
});

describe('a shadow over time', () => {
  const stretch = (minute: number) => ({
    from: `2026-01-05T00:0${minute}:00.000Z`,
    until: `2026-01-05T00:0${minute}:59.000Z`,
    asked: 60,
    answered: 58,
    late: 2,
    failed: 0,
    empty: 0,
    unknown: 0,
    dropped: 1,
    violations: 0,
    overlap: 0.6,
    rankBiasedOverlap: 0.5,
    latencyMs: 4,
    longestMs: 9,
    championLatencyMs: 3,
  });

  it('is drawn from the second stretch on, shares in %', () => {
    expect(shadowTrends([stretch(0)])).toEqual([]);
    const [overlap, latency, requests] = shadowTrends([stretch(0), stretch(1)]);
    expect([overlap!.unit, overlap!.series[0]!.values]).toEqual(['%', [60, 60]]);
    expect(latency!.series.map(({ values }) => values[0])).toEqual([4, 3]);
    expect(requests!.series.map(({ values }) => values[0])).toEqual([60, 2, 1]);
  });
});

describe('a ramp as it is typed', () => {
  it('is shares in %, ascending', () => {
    expect(rampOf('5, 25, 50')).toEqual([0.05, 0.25, 0.5]);
    expect(rampOf('10 % 50%')).toEqual([0.1, 0.5]);
    expect(rampOf('50; 100')).toEqual([0.5, 1]);
  });

  it('is none where shares fall, leave nobody to compare with, or are no numbers', () => {
    for (const text of ['', '50, 25', '100', '0', '5, x', '120'])
      expect([text, rampOf(text)]).toEqual([text, null]);
  });
});
