/** What a timer does when it is due. */
export const TIMER = { tick: 0, rating: 1, visit: 2 } as const;
export type TimerKind = (typeof TIMER)[keyof typeof TIMER];

/** A timer as columns hold it. For a tick: `minute` now, `last` minute; for a rating: `minute` is the stars. */
export interface Timer {
  readonly kind: TimerKind;
  readonly user: number;
  readonly item: number;
  readonly minute: number;
  readonly last: number;
  /** Whether the viewer will remember the movie as liked. */
  readonly liked: boolean;
}

/** Everything that is going to happen, by second. */
export interface Timers {
  add(timer: Timer, dueSecond: number): void;
  /** Calls back for every timer due in a second, in an order that depends on the past only; the callback may add. */
  run(second: number, visit: (timer: Timer) => void): void;
  readonly pending: number;
}

const WHEEL = 2048;
const NONE = -1;

/**
 * A timing wheel of 2048 one-second slots over columns that grow: adding and running cost O(1);
 * a timer further away is passed over once per turn of the wheel. 26 bytes a timer.
 */
export function createTimers(): Timers {
  const heads = new Int32Array(WHEEL).fill(NONE);
  let columns = columnsOf(1024);
  let free = 0;
  let pending = 0;
  const take = (): number => {
    if (free === columns.next.length) columns = columnsOf(2 * free, columns);
    const slot = free;
    free = columns.next[slot]!;
    pending++;
    return slot;
  };
  const link = (slot: number, due: number): void => {
    columns.next[slot] = heads[due % WHEEL]!;
    heads[due % WHEEL] = slot;
  };
  return {
    get pending() {
      return pending;
    },
    add: (timer, dueSecond) => {
      const slot = take();
      columns.kinds[slot] = timer.kind;
      columns.users[slot] = timer.user;
      columns.items[slot] = timer.item;
      columns.minutes[slot] = timer.minute;
      columns.lasts[slot] = timer.last;
      columns.liked[slot] = timer.liked ? 1 : 0;
      columns.dues[slot] = dueSecond;
      link(slot, dueSecond);
    },
    run: (second, visit) => {
      let slot = heads[second % WHEEL]!;
      heads[second % WHEEL] = NONE;
      while (slot !== NONE) {
        const following = columns.next[slot]!;
        if (columns.dues[slot] === second) {
          const timer = timerAt(columns, slot);
          columns.next[slot] = free;
          free = slot;
          pending--;
          visit(timer);
        } else link(slot, columns.dues[slot]!);
        slot = following;
      }
    },
  };
}

interface Columns {
  readonly kinds: Uint8Array;
  readonly liked: Uint8Array;
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly minutes: Uint16Array;
  readonly lasts: Uint16Array;
  readonly dues: Float64Array;
  readonly next: Int32Array;
}

const timerAt = (columns: Columns, slot: number): Timer => ({
  kind: columns.kinds[slot] as TimerKind,
  user: columns.users[slot]!,
  item: columns.items[slot]!,
  minute: columns.minutes[slot]!,
  last: columns.lasts[slot]!,
  liked: columns.liked[slot] === 1,
});

/** Columns of a size, the unused slots chained into the free list, filled from smaller ones. */
function columnsOf(size: number, old?: Columns): Columns {
  const columns: Columns = {
    kinds: new Uint8Array(size),
    liked: new Uint8Array(size),
    users: new Uint32Array(size),
    items: new Uint32Array(size),
    minutes: new Uint16Array(size),
    lasts: new Uint16Array(size),
    dues: new Float64Array(size),
    next: new Int32Array(size),
  };
  for (let slot = 0; slot < size; slot++) columns.next[slot] = slot + 1;
  if (old !== undefined)
    for (const key of Object.keys(columns) as (keyof Columns)[]) columns[key].set(old[key]);
  return columns;
}
