import { describe, expect, it } from 'vitest';
import { address } from '../../../web/src/api/address.ts';
import { refusalOf } from '../../../web/src/api/refused.ts';
import { replayWords } from '../../../web/src/data/replay-words.ts';
import { monthsOf } from '../../../web/src/days/months.ts';
import { shortcutKeys } from '../../../web/src/frame/shortcut-keys.ts';
import { evaluationsOf } from '../../../web/src/models/judgement.ts';
import { markdownBlocks } from '../../../web/src/parts/markdown-blocks.ts';
import { runSearch } from '../../../web/src/models/run-search.ts';
import { axisOf } from '../../../web/src/parts/axis.ts';
import { otherGenres } from '../../../web/src/tonight/other-genres.ts';
import { figure } from '../../../web/src/words/numbers.ts';
import { kindOfQuestion } from '../../../web/src/why/question.ts';

describe('the pieces of the web app', () => {
  it('say what came of a replay: what can be used now, and where lines are no more', () => {
    expect(
      replayWords({ changes: { watch: 1, repaired: 1, bad_item: -1, unknown_item: -1 } }),
    ).toBe('2 lines can be used now: 1 less with bad item, 1 less with unknown item.');
    expect(replayWords({ changes: { bad_time: 2, bad_item: -2 } })).toBe(
      'No line has become usable: 2 more with bad time, 2 fewer with bad item.',
    );
    expect(replayWords({ changes: { watch: -1, unknown_item: 1 } })).toBe(
      '1 line can no longer be used: 1 more with unknown item.',
    );
    expect(replayWords({ changes: {} })).toContain('Nothing has changed');
  });

  it('say figures with three digits and a real minus', () => {
    expect([-1.5512, 0.00041999, 123.4, -4_600_365, 0].map(figure)).toEqual([
      '−1.55',
      '0.00042',
      '123',
      '−4,600,365',
      '0',
    ]);
  });

  it('write an address with its path and what of the query is given', () => {
    const path = { userId: '7', itemId: 'a+b/c' };
    expect(address('/v1/users/{userId}/x/{itemId}', path, { count: 3, genre: ['A', 'B'] })).toBe(
      '/v1/users/7/x/a%2Bb%2Fc?count=3&genre=A%2CB',
    );
    expect(address('/v1/models', {}, { cursor: undefined })).toBe('/v1/models');
  });

  it('understand how both servers refuse', () => {
    const control = refusalOf(404, { error: 'no-report', message: 'None of that day.' });
    expect([control.code, control.message]).toEqual(['no-report', 'None of that day.']);
    const problem = refusalOf(400, {
      type: 'urn:showrunner:problem:unknown-parameter',
      title: 'Not known.',
      detail: 'The nearest is count.',
    });
    expect([problem.code, problem.message]).toEqual([
      'unknown-parameter',
      'Not known. The nearest is count.',
    ]);
    expect(refusalOf(502, '<html>').message).toBe('The server answered with status 502.');
  });

  it('lay a month out in weeks from Monday to Sunday', () => {
    // 1 February 2026 is a Sunday, 28 February a Saturday.
    const [month] = monthsOf(['2026-02-10']);
    expect(month!.weeks).toHaveLength(5);
    expect(month!.weeks[0]).toEqual([null, null, null, null, null, null, '2026-02-01']);
    expect(month!.weeks[4]!.slice(-2)).toEqual(['2026-02-28', null]);
    expect(monthsOf(['2025-12-31', '2026-01-01']).map(({ month: name }) => name)).toEqual([
      '2026-01',
      '2025-12',
    ]);
  });

  it('take g and a letter within a second and a half as a way to go', () => {
    const note = shortcutKeys(['d', 'g']);
    expect(note('d', 0)).toBeNull();
    expect(note('g', 100)).toBeNull();
    expect(note('d', 1_600)).toEqual({ go: 'd' });
    expect(note('g', 2_000)).toBeNull();
    expect(note('d', 3_501)).toBeNull();
    expect(note('?', 4_000)).toBe('help');
  });

  it('give an axis round ends, from 0 where nothing is negative', () => {
    expect(axisOf([0.12, 0.34])).toEqual({ from: 0, to: 0.4 });
    expect(axisOf([-3, 8])).toEqual({ from: -3, to: 8 });
    expect(axisOf([0, 0])).toEqual({ from: 0, to: 1 });
    // Where 0 means nothing it need not be on it.
    expect(axisOf([0.0164, 0.0111], 'least')).toEqual({ from: 0.011, to: 0.017 });
    expect(axisOf([5, 5], 'least')).toEqual({ from: 0, to: 5 });
    expect(axisOf([], 'least')).toEqual({ from: 0, to: 1 });
  });

  it('tell a receipt from a viewer, and both from anything else', () => {
    expect(kindOfQuestion(' 01a2146b-7182-72eb-8476-c51baf13fcab ')).toBe('receipt');
    expect(kindOfQuestion('39')).toBe('user');
    for (const text of ['', '3.9', '01A2146B-7182-72EB-8476-C51BAF13FCAB', 'x'])
      expect(kindOfQuestion(text)).toBeNull();
  });

  it('look for something different among the genres that a list has least of', () => {
    const picked = [['A', 'B'], ['A', 'C'], ['A', 'B'], ['D']];
    expect(otherGenres(picked, ['A', 'B', 'C', 'D', 'E', 'E'], 2)).toEqual(['E', 'C', 'D']);
  });

  it('read of an address what they know, and leave out the rest', () => {
    expect(runSearch({ sort: 'loss', order: 'up', stage: 'train', x: 1 })).toEqual({
      sort: 'loss',
      stage: 'train',
    });
  });

  it('read judgements of any version, and nothing out of anything else', () => {
    const metrics = { ndcg: { mean: 0.2, low: 0.1, high: 0.3 }, odd: 'x' };
    const document = { test: { live: [{ model: 'als', users: 3, metrics, slices: [7] }, null] } };
    expect(evaluationsOf(document)).toEqual([
      {
        protocol: 'live',
        judged: [
          {
            model: 'als',
            users: 3,
            metrics: { ndcg: { mean: 0.2, low: 0.1, high: 0.3 } },
            slices: [],
          },
        ],
      },
    ]);
    for (const odd of [null, 7, 'x', [], { test: 3 }]) expect(evaluationsOf(odd)).toEqual([]);
  });

  it('read headings, paragraphs, lists, tables and code of a card, and markup as text', () => {
    const blocks = markdownBlocks(
      '# A `card`\n\nIt is **good**\nand <b>small</b>.\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n| | |\n|-|-|\n| c | – |\n\n## D\n```json\n{\n\n"e": 1 }\n```\nF.',
    );
    expect(blocks).toEqual([
      { kind: 'heading', text: 'A card' },
      { kind: 'paragraph', text: 'It is good and <b>small</b>.' },
      { kind: 'list', items: ['one', 'two'] },
      { kind: 'table', head: ['a', 'b'], rows: [['1', '2']] },
      // Nothing stands in its head.
      { kind: 'table', head: null, rows: [['c', '–']] },
      { kind: 'heading', text: 'D' },
      { kind: 'code', text: '{\n\n"e": 1 }' },
      { kind: 'paragraph', text: 'F.' },
    ]);
  });
});
