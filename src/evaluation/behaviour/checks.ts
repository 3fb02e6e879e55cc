import { pickHistory } from '../known-feedback.ts';
import type { History } from '../scorer.ts';
import { listFor, outcomeOf, scoresFor, type Behaviour, type Subject } from './subject.ts';

/** Finite scores, for every history and for none. */
export function scoresAreFinite(subject: Subject): Behaviour {
  const histories = [...subject.histories, NOTHING];
  const broken = histories.filter((one) => !scoresFor(subject, one).every(Number.isFinite)).length;
  return outcomeOf('scores are finite', broken === 0, `${broken} of ${histories.length} are not`);
}

const NOTHING: History = { items: [], timesMs: [] };

/** What was watched does not come back. */
export function watchedIsLeftOut(subject: Subject): Behaviour {
  const repeated = subject.histories.filter((history) => {
    const seen = new Set(Array.from(history.items));
    return listFor(subject, history).some((row) => seen.has(row));
  }).length;
  const found = `${repeated} of ${subject.histories.length} lists hold one`;
  return outcomeOf('a watched movie is not recommended', repeated === 0, found);
}

/** As many as asked for, or all that are left; no row twice. */
export function listsAreFull(subject: Subject): Behaviour {
  const size = subject.scorer.itemIds.length;
  const short = [...subject.histories, NOTHING].filter((history) => {
    const list = listFor(subject, history);
    const possible = Math.min(subject.k, size - history.items.length);
    return list.length !== possible || new Set(list).size !== list.length;
  }).length;
  const found = `${short} of ${subject.histories.length + 1} lists are`;
  return outcomeOf('no list is shorter than asked, or repeats a movie', short === 0, found);
}

/**
 * Without a history a model gives the popular list, or says nothing at all: all scores alike.
 * Serving gives the popular list then.
 */
export function noHistoryIsPopular(subject: Subject): Behaviour {
  const name = 'no history gives the popular list';
  const scores = scoresFor(subject, NOTHING);
  if (scores.every((score) => score === scores[0]))
    return outcomeOf(name, true, 'nothing is said of anything, so popularity answers');
  const list = listFor(subject, NOTHING);
  const same = list.filter((row, place) => row === subject.popular[place]).length;
  return outcomeOf(name, same === list.length, `${same} of ${list.length} places are the same`);
}

/** How much of the list must stay when the oldest like is forgotten. */
const LEAST_OVERLAP = 0.7;

/** Two users who differ in their oldest like get nearly the same list. */
export function alikeGetAlike(subject: Subject): Behaviour {
  const name = 'near-identical users get near-identical lists';
  const overlaps = subject.histories.map((history) => {
    const seen = new Set(Array.from(history.items));
    const list = listFor(subject, history, seen);
    const other = new Set(listFor(subject, withoutOldest(history), seen));
    return list.length === 0 ? 1 : list.filter((row) => other.has(row)).length / list.length;
  });
  if (overlaps.length === 0) return { name, outcome: 'skipped', found: 'no history is at hand' };
  const mean = overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length;
  const found = `${(100 * mean).toFixed(1)} % of the list is the same, at least ${100 * LEAST_OVERLAP} % expected`;
  return outcomeOf(name, mean >= LEAST_OVERLAP, found);
}

const withoutOldest = (history: History): History =>
  pickHistory(history, Array.from(history.items, (_item, at) => at).slice(1));
