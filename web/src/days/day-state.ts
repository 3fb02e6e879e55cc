import type { Report } from '../api/report-types.ts';

/** How a day was, for the calendar. */
export interface DayState {
  readonly tone: 'good' | 'look' | 'stop';
  readonly words: string;
}

/** What a report asks for: the worst of what it found. */
export function dayState({ toDo, findings }: Report): DayState {
  const now = toDo.filter(({ urgency }) => urgency === 'now').length;
  if (now > 0) return { tone: 'stop', words: `${now} to do at once` };
  if (toDo.length > 0) return { tone: 'look', words: `${toDo.length} to look at` };
  const notes = findings.length;
  return { tone: 'good', words: notes === 0 ? 'nothing found' : `${notes} noted` };
}
