/** A partition of a source. */
export interface Place {
  readonly source: string;
  readonly partition: number;
}

/** How far each partition of each source is in the histories, be it by the lake or by the log. */
export interface Positions {
  /** The next offset; `null` of a partition of which nothing is in them yet. */
  next(place: Place): number | null;
  /** Everything before `to` is in them now. */
  advance(place: Place, to: number): void;
  /** A line that could not be used when it came: the lake may know better. */
  setAside(place: Place, offset: number): void;
  /** The lines before `to` that were set aside, in order. */
  asideBefore(place: Place, to: number): readonly number[];
  /** The lake was asked about the lines before `to`. */
  settleAside(place: Place, to: number): void;
}

/** Lines that are remembered for the lake's second look; of more, the oldest are let go. */
const MOST_ASIDE = 100_000;

/** Nothing was read. */
export function positions(): Positions {
  const partitions = new Map<string, { next: number; aside: number[] }>();
  const of = ({ source, partition }: Place) => {
    const key = `${partition} ${source}`;
    let state = partitions.get(key);
    if (state === undefined) partitions.set(key, (state = { next: -1, aside: [] }));
    return state;
  };
  return {
    next: (place) => {
      const { next } = of(place);
      return next < 0 ? null : next;
    },
    advance: (place, to) => {
      const state = of(place);
      state.next = Math.max(state.next, to);
    },
    setAside: (place, offset) => {
      const { aside } = of(place);
      aside.push(offset);
      if (aside.length > MOST_ASIDE) aside.splice(0, aside.length - MOST_ASIDE / 2);
    },
    asideBefore: (place, to) => {
      const { aside } = of(place);
      return aside.slice(0, countBefore(aside, to));
    },
    settleAside: (place, to) => {
      const { aside } = of(place);
      aside.splice(0, countBefore(aside, to));
    },
  };
}

/** How many of some rising offsets lie before `to`. */
function countBefore(offsets: readonly number[], to: number): number {
  const count = offsets.findIndex((offset) => offset >= to);
  return count < 0 ? offsets.length : count;
}
