import type { History } from '../scorer.ts';
import { listFor, type Behaviour, type Subject } from './subject.ts';

const NAME = 'more of a genre moves the list that way';
/** Likes of the genre that are added. */
const ADDED = 3;
/** A genre with fewer items cannot fill a list. */
const LEAST_ITEMS = 10;

/**
 * Adds the three most popular unseen movies of a genre to a history, as the latest likes, and looks
 * whether the genre has a larger share of the list than before, over all histories together. The
 * genres take turns. The added movies are in neither list. Where taste does not go by genre, as in
 * the simulator's world, a sound model need not move: then it is doubtful, not broken.
 */
export function genreMovesTheList(subject: Subject): Behaviour {
  const { scorer, histories } = subject;
  if (!scorer.personal) return skipped('the model looks at no history');
  const genres = genresOfSize(subject);
  if (genres.length === 0) return skipped(`no genre has ${LEAST_ITEMS} movies`);
  let [before, after, counted] = [0, 0, 0];
  for (const [at, history] of histories.entries()) {
    const genre = genres[at % genres.length]!;
    const more = withMore(subject, history, genre);
    if (more === null) continue;
    const seen = new Set(Array.from(more.items));
    before += shareOf(subject, listFor(subject, history, seen), genre);
    after += shareOf(subject, listFor(subject, more, seen), genre);
    counted++;
  }
  if (counted === 0) return skipped('no history leaves enough unseen of a genre');
  const percent = (sum: number): string => `${((100 * sum) / counted).toFixed(1)} %`;
  const found = `its share goes from ${percent(before)} to ${percent(after)} over ${counted} lists`;
  return { name: NAME, outcome: after > before ? 'held' : 'doubtful', found };
}

const skipped = (found: string): Behaviour => ({ name: NAME, outcome: 'skipped', found });

function genresOfSize({ scorer, genresOf }: Subject): readonly string[] {
  const counts = new Map<string, number>();
  for (let row = 0; row < scorer.itemIds.length; row++)
    for (const genre of genresOf(row)) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  return [...counts.keys()].filter((genre) => counts.get(genre)! >= LEAST_ITEMS).sort();
}

/** The history with more of a genre; `null` where too little of it is unseen. */
function withMore(
  { popular, genresOf }: Subject,
  { items, timesMs }: History,
  genre: string,
): History | null {
  const seen = new Set(Array.from(items));
  const unseen = popular.filter((row) => !seen.has(row) && genresOf(row).includes(genre));
  if (unseen.length < ADDED) return null;
  const last = timesMs[timesMs.length - 1] ?? NaN;
  return {
    items: [...Array.from(items), ...unseen.slice(0, ADDED)],
    timesMs: [...Array.from(timesMs), ...Array.from({ length: ADDED }, () => last)],
  };
}

const shareOf = ({ genresOf }: Subject, list: Uint32Array, genre: string): number =>
  list.length === 0 ? 0 : list.filter((row) => genresOf(row).includes(genre)).length / list.length;
