import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/ingest/index.ts';
import type { ReportContent } from '../../../src/monitoring/index.ts';
import { findingsOf } from '../../../src/monitoring/report-findings.ts';

type Figures = Omit<ReportContent, 'findings' | 'headline'>;

/** A day on which nothing happened that anybody should know. */
const QUIET = {
  requests: 1000,
  answered: 1000,
  voided: 0,
  voidedIds: [],
  availability: 1,
  personalised: { withoutReceipt: 0, receiptsNotShown: 0 },
  ledger: { overlapping: { read: 10_000, quarantined: {} } },
  data: { complete: true },
  worth: { range: null, notPersonalRate: null },
  fairness: { comparisons: [], minors: { violations: 0, examples: [] } },
} as unknown as Figures;

const figures = (part: object): Figures => ({ ...QUIET, ...part }) as Figures;
const quarantined = (counts: object): Figures =>
  figures({ ledger: { overlapping: { read: 10_000, quarantined: counts } } });
const segment = (content: object): Segment =>
  ({
    manifest: {
      content: {
        catalogueId: 'c',
        ledger: { read: 10 },
        unverifiedItems: { lines: 0, examples: [] },
        unverifiedUsers: { lines: 0, examples: [] },
        ...content,
      },
    },
  }) as unknown as Segment;
const told = (report: Figures, segments: readonly Segment[] = []) =>
  findingsOf(report, segments).map(({ check, severity, count }) => [check, severity, count]);

describe('findings of a day', () => {
  it('are none on a quiet day', () => {
    expect(told(QUIET, [segment({})])).toEqual([]);
  });

  it('warn below 99 % availability, not at it', () => {
    expect(told(figures({ availability: 0.99 }))).toEqual([]);
    expect(told(figures({ availability: 0.989, answered: 989 }))).toEqual([
      ['low-availability', 'warn', 11],
    ]);
    expect(told(figures({ availability: null }))).toEqual([]);
  });

  it('name what voided answers', () => {
    const voidedIds = [{ id: '["a"', answers: 2 }];
    expect(findingsOf(figures({ voided: 2, voidedIds }), [])).toMatchObject([
      { check: 'voided-answers', count: 2, examples: ['["a"'] },
    ]);
  });

  it('warn of each damage beyond 0.5 % of the lines and add up the rest', () => {
    // 0.5 % of 10,000 lines are 50.
    expect(told(quarantined({ bad_item: 51, bad_time: 50, bad_user: 3 }))).toEqual([
      ['quarantined-bad-item', 'warn', 51],
      ['quarantined-as-usual', 'note', 53],
    ]);
    expect(told(quarantined({ bad_item: 51 }))).toEqual([['quarantined-bad-item', 'warn', 51]]);
  });

  it('tell what the catalogue lacks, with each example once', () => {
    const segments = [
      segment({ unverifiedItems: { lines: 3, examples: ['a', 'b'] } }),
      segment({ unverifiedItems: { lines: 1, examples: ['b'] }, catalogueId: null }),
      segment({ unverifiedUsers: { lines: 2, examples: ['9'] } }),
    ];
    expect(told(QUIET, segments)).toEqual([
      ['unverified-movie', 'note', 4],
      ['unverified-user', 'note', 2],
      ['no-catalogue', 'note', 10],
    ]);
    expect(findingsOf(QUIET, segments)[0]!.examples).toEqual(['a', 'b']);
  });

  it('warn of missing receipts beyond 0.5 % of the answers', () => {
    const missing = (withoutReceipt: number) =>
      told(figures({ personalised: { withoutReceipt, receiptsNotShown: 2 } }));
    expect([missing(5), missing(6)]).toEqual([
      [
        ['answers-without-receipt', 'note', 5],
        ['receipts-not-shown', 'note', 2],
      ],
      [
        ['answers-without-receipt', 'warn', 6],
        ['receipts-not-shown', 'note', 2],
      ],
    ]);
  });

  it('warn when the stream shows nothing of more than a twentieth of what we wrote', () => {
    const notShown = (receiptsNotShown: number) =>
      told(figures({ personalised: { withoutReceipt: 0, withReceipt: 950, receiptsNotShown } }));
    // 50 of 1,000 receipts are a twentieth; 51 of 1,001 are more.
    expect(notShown(50)).toEqual([['receipts-not-shown', 'note', 50]]);
    expect(notShown(51)).toEqual([['receipts-not-shown', 'warn', 51]]);
  });

  it('do not miss receipts where no answer was given', () => {
    const personalised = { withoutReceipt: null, receiptsNotShown: null, note: 'There are none.' };
    expect(told(figures({ personalised }))).toEqual([['no-receipts', 'note', 1000]]);
    expect(told(figures({ personalised, answered: 0 }))).toEqual([]);
  });
});
