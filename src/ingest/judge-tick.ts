import type { Catalogue } from '../catalogue/index.ts';
import { itemId, userId } from '../domain/ids.ts';
import type { TickScanner, WordDictionary } from '../events/index.ts';
import type { DuplicateWindow } from '../quality/index.ts';
import type { Leaf } from './leaf.ts';

/**
 * The quick path through judgement: for lines that a scanner takes, whose movie and user the
 * catalogue has, and whose minute the movie can have. It says of them what `judgeLines` says,
 * without a string; all others it leaves.
 */
export interface TickJudge {
  /** Prepares for the lines of a leaf that lie in some bytes. */
  begin(leaf: Leaf, bytes: Uint8Array): void;
  /** Judges the line of the bytes into the leaf. @returns whether it took the line */
  take(position: number, start: number, end: number): boolean;
}

/** @param catalogue what it has once, it has for good */
export function tickJudge(
  scanned: TickScanner,
  { catalogue, window }: { readonly catalogue: Catalogue | null; readonly window: DuplicateWindow },
): TickJudge {
  const tick = {
    scanned,
    item: 0,
    line: { bytes: new Uint8Array(0) as Uint8Array, start: 0, end: 0 },
    view: new DataView(new ArrayBuffer(0)) as DataView,
  };
  const idSpan = { bytes: tick.line.bytes, start: 0, end: 0 };
  const users = knownUsers(catalogue);
  let items: KnownItems | null = null;
  let leaf: Leaf;
  return {
    begin: (next, bytes) => {
      leaf = next;
      const { words } = leaf.rows;
      if (items?.words !== words) items = knownItems(words, catalogue);
      tick.line.bytes = bytes;
      idSpan.bytes = bytes;
      tick.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    take: (position, start, end) => {
      const { line } = tick;
      line.start = start;
      line.end = end;
      if (!scanned.scan(line)) return false;
      idSpan.start = scanned.itemStart;
      idSpan.end = scanned.itemEnd;
      const item = items!.words.numberOf(idSpan);
      if (item < 0 || !users(scanned.user)) return false;
      if (scanned.value > items!.limit(item, scanned.kind)) return false;
      if (window.isRepeat(scanned.timeMs, line)) leaf.countDuplicate();
      else {
        leaf.users.seeNumber(scanned.user);
        tick.item = item;
        leaf.acceptTick(position, tick);
      }
      return true;
    },
  };
}

/** What the catalogue says of the words of a dictionary, as far as it is for good. */
export interface KnownItems {
  readonly words: WordDictionary;
  /** Largest value that an event with the item may have without a second look; below 0 where the
   *  catalogue does not have the item. */
  limit(item: number, kind: TickScanner['kind']): number;
}

const NOT_ASKED = -2;
const UNKNOWN = -1;
const NO_LIMIT = 2 ** 31 - 1;

export function knownItems(words: WordDictionary, catalogue: Catalogue | null): KnownItems {
  let lastMinutes = new Int32Array(1_024).fill(NOT_ASKED);
  const ask = (item: number): number => {
    if (item >= lastMinutes.length) {
      const longer = new Int32Array(2 * item).fill(NOT_ASKED);
      longer.set(lastMinutes);
      lastMinutes = longer;
    }
    const last = lastMinute(words.texts[item]!, catalogue);
    // What it lacks today it may have later.
    if (last !== UNKNOWN) lastMinutes[item] = last;
    return last;
  };
  return {
    words,
    limit: (item, kind) => {
      const noted = item < lastMinutes.length ? lastMinutes[item]! : NOT_ASKED;
      const last = noted === NOT_ASKED ? ask(item) : noted;
      return kind === 'watch' || last === UNKNOWN ? last : NO_LIMIT;
    },
  };
}

/** As `checkItem` and `checkMinute` have it: the last minute that is possible without a doubt. */
function lastMinute(text: string, catalogue: Catalogue | null): number {
  if (catalogue === null) return NO_LIMIT;
  const id = itemId(text);
  if (catalogue.itemCoverage !== 'none' && !catalogue.hasItem(id)) return UNKNOWN;
  const runtime = catalogue.item(id)?.runtimeMinutes ?? null;
  return runtime === null
    ? NO_LIMIT
    : Math.max(UNKNOWN, Math.min(NO_LIMIT, Math.floor(runtime + 1)));
}

/** Whether the catalogue has the user that a number prints as. */
export function knownUsers(catalogue: Catalogue | null): (user: number) => boolean {
  if (catalogue === null || catalogue.userCoverage === 'none') return () => true;
  const { hasUserNumber } = catalogue;
  return hasUserNumber ?? ((user) => catalogue.hasUser(userId(String(user))));
}
