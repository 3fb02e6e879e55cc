/** Numbers ids 0, 1, 2 … in the order in which they come. Ids are never taken out. */
export interface IdNumbers {
  readonly size: number;
  /** Bytes of its tables; of ids that are no plain numbers an estimate. */
  readonly bytes: number;
  /** The number of an id; -1 where it never came. */
  find(id: string): number;
  /** The number of an id, a new one where it never came. */
  add(id: string): number;
  /** `find` for the id that a whole number, 0 to 10^15 - 1, prints as. */
  findNumber(id: number): number;
  /** `add` for the id that a whole number, 0 to 10^15 - 1, prints as. */
  addNumber(id: number): number;
}

const FREE = -1;
/** Ids below it lie in a table of their own, by themselves, as long as it is not too sparse. */
const DENSE_BELOW = 1 << 26;
/** Places of that table for each id, at most. */
const MOST_SPARSE = 16;
const FIRST_DENSE = 1 << 16;
const MOST_DIGITS = 15;
/** A string, its place in a map and the map's own entry, roughly. */
const TEXT_BYTES = 100;

/**
 * An empty table. Ids that are plain numbers, as nearly all users' are, take 4 bytes where they lie
 * close together, else 12, and their share of free places; all others lie in a map.
 */
export function idNumbers(): IdNumbers {
  let keys = new Float64Array(1024).fill(FREE);
  let numbers = new Uint32Array(1024);
  /** By id, its number plus 1; 0 for none. */
  let dense = new Uint32Array(FIRST_DENSE);
  let hashed = 0;
  const texts = new Map<string, number>();
  let size = 0;
  /** Makes room for an id in the dense table, if that is worth it. */
  const reaches = (id: number): boolean => {
    if (id < dense.length) return true;
    if (id >= DENSE_BELOW || id >= MOST_SPARSE * size) return false;
    const longer = new Uint32Array(Math.max(2 * dense.length, id + 1));
    longer.set(dense);
    // What came while it lay too far out moves in, so that every id is in one place only.
    for (let at = 0; at < keys.length; at++)
      if (keys[at]! >= dense.length && keys[at]! < longer.length)
        longer[keys[at]!] = numbers[at]! + 1;
    dense = longer;
    return true;
  };
  const placeOf = (id: number): number => {
    const mask = keys.length - 1;
    let at = hashOf(id) & mask;
    while (keys[at] !== FREE && keys[at] !== id) at = (at + 1) & mask;
    return at;
  };
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Float64Array(2 * oldKeys.length).fill(FREE);
    numbers = new Uint32Array(2 * oldKeys.length);
    for (let at = 0; at < oldKeys.length; at++) {
      if (oldKeys[at] === FREE) continue;
      const place = placeOf(oldKeys[at]!);
      keys[place] = oldKeys[at]!;
      numbers[place] = oldNumbers[at]!;
    }
  };
  const findNumber = (id: number): number => {
    if (id < dense.length) return dense[id]! - 1;
    const at = placeOf(id);
    return keys[at] === FREE ? -1 : numbers[at]!;
  };
  const addNumber = (id: number): number => {
    if (id < dense.length && dense[id] !== 0) return dense[id]! - 1;
    if (findNumber(id) < 0 && reaches(id)) return (dense[id] = ++size) - 1;
    return addHashed(id);
  };
  const addHashed = (id: number): number => {
    let at = placeOf(id);
    if (keys[at] !== FREE) return numbers[at]!;
    if (2 * ++hashed > keys.length) {
      grow();
      at = placeOf(id);
    }
    keys[at] = id;
    numbers[at] = size;
    return size++;
  };
  const addText = (id: string): number => {
    const known = texts.get(id);
    if (known !== undefined) return known;
    texts.set(id, size);
    return size++;
  };
  return {
    get size() {
      return size;
    },
    get bytes() {
      return 4 * dense.length + 12 * keys.length + TEXT_BYTES * texts.size;
    },
    find: (id) => {
      const number = plainNumberOf(id);
      return number < 0 ? (texts.get(id) ?? -1) : findNumber(number);
    },
    add: (id) => {
      const number = plainNumberOf(id);
      return number < 0 ? addText(id) : addNumber(number);
    },
    findNumber,
    addNumber,
  };
}

/** The whole number that prints as an id, below 10^15; -1 for any other id, `007` among them. */
function plainNumberOf(id: string): number {
  const { length } = id;
  if (length === 0 || length > MOST_DIGITS || (id.charCodeAt(0) === 48 && length > 1)) return -1;
  let number = 0;
  for (let at = 0; at < length; at++) {
    const digit = id.charCodeAt(at) - 48;
    if (digit >>> 0 > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Spreads neighbouring numbers over a table. */
function hashOf(id: number): number {
  let hash = Math.imul(id >>> 0, 0x9e3779b1) ^ Math.imul((id / 0x1_0000_0000) | 0, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
