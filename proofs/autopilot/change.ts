import { momentsOf } from '../../src/math/arm-difference.ts';
import { POPULARITY } from './own-lists.ts';
import type { Taken } from './service.ts';

/** What changed for the viewers whose personal model changed; for all of them where nobody's did. */
export interface Change {
  readonly viewers: number;
  /** Mean expected minutes of a visit. */
  readonly minutesBefore: number;
  readonly minutesAfter: number;
  /** Of the minutes before, with a 95 % interval. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
}

/** With fewer than these the interval says nothing. */
const FEWEST = 20;

/** Compares what the lists are worth to the same viewers at the same instant. */
export function changeOf(before: readonly Taken[], after: readonly Taken[]): Change {
  const answered = before
    .map((was, viewer) => ({ was, is: after[viewer]! }))
    .filter(({ was, is }) => Number.isFinite(was.minutes) && Number.isFinite(is.minutes));
  const changed = answered.filter(
    ({ was, is }) => was.version !== is.version && (isPersonal(was) || isPersonal(is)),
  );
  const pairs = changed.length < FEWEST ? answered : changed;
  const moments = momentsOf(pairs.map(({ was, is }) => is.minutes - was.minutes));
  const minutesBefore = momentsOf(pairs.map(({ was }) => was.minutes)).mean;
  const half = (1.96 * Math.sqrt(moments.variance)) / Math.sqrt(pairs.length);
  return {
    viewers: pairs.length,
    minutesBefore,
    minutesAfter: minutesBefore + moments.mean,
    change: moments.mean / minutesBefore,
    low: (moments.mean - half) / minutesBefore,
    high: (moments.mean + half) / minutesBefore,
  };
}

/** Popularity is made anew every night, for everybody whose lists are not personal. */
const isPersonal = ({ version }: Taken): boolean => version?.startsWith(POPULARITY) === false;
