import type { InteractionRows } from '../pipeline/index.ts';
import { itemId, userId } from '../domain/ids.ts';

/** Collects interactions row by row, in columns that grow by doubling. */
export interface InteractionColumns {
  /** @param timeMs NaN when unknown */
  add(user: string, item: string, timeMs: number): void;
  rows(): InteractionRows;
}

/** Starts with no row. */
export function interactionColumns(): InteractionColumns {
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  let capacity = 1024;
  let size = 0;
  let userColumn = new Uint32Array(capacity);
  let itemColumn = new Uint32Array(capacity);
  let timeColumn = new Float64Array(capacity);
  const grow = (): void => {
    capacity *= 2;
    userColumn = copyInto(new Uint32Array(capacity), userColumn);
    itemColumn = copyInto(new Uint32Array(capacity), itemColumn);
    timeColumn = copyInto(new Float64Array(capacity), timeColumn);
  };
  return {
    add: (user, item, timeMs) => {
      if (size === capacity) grow();
      userColumn[size] = indexOf(users, user);
      itemColumn[size] = indexOf(items, item);
      timeColumn[size++] = timeMs;
    },
    rows: () => ({
      userIds: [...users.keys()].map(userId),
      itemIds: [...items.keys()].map(itemId),
      users: userColumn.subarray(0, size),
      items: itemColumn.subarray(0, size),
      timesMs: timeColumn.subarray(0, size),
    }),
  };
}

function copyInto<A extends Uint32Array | Float64Array>(target: A, source: A): A {
  target.set(source);
  return target;
}

function indexOf(vocabulary: Map<string, number>, id: string): number {
  const index = vocabulary.get(id) ?? vocabulary.size;
  vocabulary.set(id, index);
  return index;
}
