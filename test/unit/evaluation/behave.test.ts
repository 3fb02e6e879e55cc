import { describe, expect, it } from 'vitest';
import { itemId } from '../../../src/domain/ids.ts';
import { behave, type Scorer, type Subject } from '../../../src/evaluation/index.ts';

const SIZE = 40;
const itemIds = Array.from({ length: SIZE }, (_, row) => itemId(`i${row}`));
/** Even rows are of genre a, odd ones of b; the lower the more popular. */
const genresOf = (row: number): readonly string[] => [row % 2 === 0 ? 'a' : 'b'];

/** Popularity, and 10 for every like of the same genre. */
const sound: Scorer = {
  itemIds,
  personal: true,
  score: ({ items }, _context, scores) => {
    const likes = Array.from(items);
    for (let row = 0; row < SIZE; row++)
      scores[row] = SIZE - row + 10 * likes.filter((like) => like % 2 === row % 2).length;
  },
};

const subject = (scorer: Partial<Scorer>): Subject => ({
  scorer: { ...sound, ...scorer },
  histories: [
    { items: [0, 1, 2, 3, 5], timesMs: [1, 2, 3, 4, 5] },
    { items: [4, 6, 7, 9, 8], timesMs: [1, 2, 3, 4, 5] },
  ],
  popular: Array.from({ length: SIZE }, (_, row) => row),
  genresOf,
  k: 8,
});

const outcomes = (given: Subject): Record<string, string> =>
  Object.fromEntries(behave(given).map(({ name, outcome }) => [name, outcome]));
const broken = (given: Subject): string[] =>
  behave(given)
    .filter(({ outcome }) => outcome === 'broken')
    .map(({ name }) => name);

describe('behave', () => {
  it('finds nothing wrong with a sound model', () => {
    expect(new Set(Object.values(outcomes(subject({}))))).toEqual(new Set(['held']));
  });

  it('finds scores that are not finite, written or not', () => {
    const unwritten = subject({ score: (_history, _context, scores) => scores.fill(1, 1) });
    expect(broken(unwritten)).toContain('scores are finite');
  });

  it('finds watched movies and short lists in what a scorer says are its best', () => {
    const best = (rows: number[]): Subject =>
      subject({ top: () => ({ rows: Uint32Array.from(rows), scores: new Float32Array(8) }) });
    expect(broken(best([5, 10, 11, 12, 13, 14, 15, 16]))).toContain(
      'a watched movie is not recommended',
    );
    const full = 'no list is shorter than asked, or repeats a movie';
    expect(broken(best([10, 11]))).toContain(full);
    expect(broken(best([10, 10, 11, 12, 13, 14, 15, 16]))).toContain(full);
  });

  it('finds an arbitrary list for nobody, and takes silence for the popular one', () => {
    const name = 'no history gives the popular list';
    const backwards = subject({
      score: (_history, _context, scores) => scores.forEach((_s, row) => (scores[row] = row)),
    });
    expect(broken(backwards)).toContain(name);
    const silent = subject({ score: (_history, _context, scores) => scores.fill(0) });
    expect(broken(silent)).not.toContain(name);
  });

  it('finds lists that turn with the oldest like', () => {
    const nervous = subject({
      score: ({ items }, _context, scores) =>
        scores.forEach((_s, row) => (scores[row] = items.length % 2 === 0 ? row : -row)),
    });
    expect(broken(nervous)).toContain('near-identical users get near-identical lists');
  });

  it('finds a model that turns away from what is liked, and spares one that is not personal', () => {
    const name = 'more of a genre moves the list that way';
    const contrary = subject({
      score: ({ items }, _context, scores) => {
        const likes = Array.from(items);
        for (let row = 0; row < SIZE; row++)
          scores[row] = -10 * likes.filter((like) => like % 2 === row % 2).length;
      },
    });
    // A sound model may do so where taste does not go by genre, so nothing is held back for it.
    expect(outcomes(contrary)[name]).toBe('doubtful');
    expect(broken(contrary)).not.toContain(name);
    expect(outcomes(subject({ personal: false }))[name]).toBe('skipped');
    expect(outcomes({ ...subject({}), genresOf: () => [] })[name]).toBe('skipped');
  });
});
