import { blockArena, BLOCK_WORDS, wordOf } from './block-arena.ts';
import {
  CONTACT_WORDS,
  foldContact,
  keyFor,
  keyOf,
  writeContact,
  type ContactEvent,
} from './contact-words.ts';

/** Reads a contact: four words from `at` on, as `contact-words.ts` has them. */
export type VisitContact = (words: Uint32Array, at: number) => void;

/**
 * What users did with items, 16 bytes a contact. The contacts of a user lie in blocks of seven, the
 * newest block first, each with a link to the one before. The order of events and their number do not
 * matter: see `foldContact`.
 */
export interface ContactStore {
  /** Folds an event in. */
  note(user: number, event: ContactEvent): void;
  /**
   * The same for very many events: looks for the item only among the user's newest contacts. What
   * that leaves doubled is folded when somebody asks for the user.
   */
  noteQuickly(user: number, event: ContactEvent): void;
  /**
   * Brings what `noteQuickly` will touch near the processor: of many users at once their memory is
   * waited for together.
   *
   * @param users numbers of users; those below 0 are left out
   * @returns contacts in the blocks that it read
   */
  warm(users: Int32Array, count: number): number;
  /** Visits the contacts of a user, in no particular order; they must not be kept. */
  visit(user: number, contact: VisitContact): void;
  /** Forgets everything of a user. */
  forget(user: number): void;
  /** Users with contacts. */
  readonly userCount: number;
  /** Contacts, those that `noteQuickly` left doubled more than once. */
  readonly contactCount: number;
  readonly bytes: number;
}

/** Words at the beginning of a block: the block before it, its contacts, the blocks up to here. */
const [LINK, COUNT, DEPTH] = [0, 1, 2];
/** Set in a user's newest block while contacts may be doubled. */
const DOUBTFUL = 3;
const HEAD_WORDS = 4;
const BLOCK_CONTACTS = (BLOCK_WORDS - HEAD_WORDS) / CONTACT_WORDS;
/** A user's blocks are first looked through for doubled contacts when there are as many. */
const FIRST_LOOK = 8;

/** An empty store. */
export function contactStore(): ContactStore {
  const arena = blockArena();
  let heads = new Uint32Array(1024);
  let userCount = 0;
  let contactCount = 0;
  const written = new Uint32Array(CONTACT_WORDS);
  const doubles = doubledContacts();

  const headOf = (user: number): number => (user < heads.length ? heads[user]! : 0);

  const visitAll = (user: number, contact: VisitContact): void => {
    for (let block = headOf(user); block !== 0;) {
      const slab = arena.slabOf(block);
      const at = wordOf(block);
      const end = at + HEAD_WORDS + slab[at + COUNT]! * CONTACT_WORDS;
      for (let word = at + HEAD_WORDS; word < end; word += CONTACT_WORDS) contact(slab, word);
      block = slab[at + LINK]!;
    }
  };

  /** Folds what was written into the contact of the same key in one block, if there is one. */
  const foldInto = (block: number, key: number): boolean => {
    const slab = arena.slabOf(block);
    const at = wordOf(block);
    for (let n = slab[at + COUNT]! - 1; n >= 0; n--) {
      const word = at + HEAD_WORDS + n * CONTACT_WORDS;
      if (keyOf(slab, word) !== key) continue;
      foldContact(slab, word, { words: written, from: 0 });
      return true;
    }
    return false;
  };

  /** Puts four words behind a user's contacts. @returns whether that took a new block */
  const append = (user: number, words: Uint32Array, from: number): boolean => {
    if (user >= heads.length) heads = grown(heads, user);
    let head = heads[user]!;
    if (head === 0) userCount++;
    if (head === 0 || arena.slabOf(head)[wordOf(head) + COUNT] === BLOCK_CONTACTS) {
      const block = arena.take();
      const slab = arena.slabOf(block);
      slab[wordOf(block) + LINK] = head;
      slab[wordOf(block) + DOUBTFUL] =
        head === 0 ? 0 : arena.slabOf(head)[wordOf(head) + DOUBTFUL]!;
      slab[wordOf(block) + DEPTH] =
        1 + (head === 0 ? 0 : arena.slabOf(head)[wordOf(head) + DEPTH]!);
      heads[user] = head = block;
    }
    const slab = arena.slabOf(head);
    const at = wordOf(head);
    const word = at + HEAD_WORDS + slab[at + COUNT]! * CONTACT_WORDS;
    for (let k = 0; k < CONTACT_WORDS; k++) slab[word + k] = words[from + k]!;
    slab[at + COUNT]!++;
    contactCount++;
    return slab[at + COUNT] === 1;
  };

  const forget = (user: number): void => {
    if (headOf(user) === 0) return;
    for (let block = headOf(user); block !== 0;) {
      const link = arena.slabOf(block)[wordOf(block) + LINK]!;
      contactCount -= arena.slabOf(block)[wordOf(block) + COUNT]!;
      arena.give(block);
      block = link;
    }
    heads[user] = 0;
    userCount--;
  };

  const settleUser = (user: number): void => {
    const head = heads[user]!;
    arena.slabOf(head)[wordOf(head) + DOUBTFUL] = 0;
    const folded = doubles.fold((contact) => visitAll(user, contact));
    if (folded === null) return;
    forget(user);
    for (let from = 0; from < folded.length; from += CONTACT_WORDS) append(user, folded, from);
  };

  const settleIfDoubtful = (user: number): void => {
    const head = headOf(user);
    if (head !== 0 && arena.slabOf(head)[wordOf(head) + DOUBTFUL] !== 0) settleUser(user);
  };

  return {
    note: (user, event) => {
      writeContact(written, 0, event);
      const key = keyFor(event.item, event.kind === 'rating');
      for (
        let block = headOf(user);
        block !== 0;
        block = arena.slabOf(block)[wordOf(block) + LINK]!
      )
        if (foldInto(block, key)) return;
      append(user, written, 0);
    },
    noteQuickly: (user, event) => {
      writeContact(written, 0, event);
      const head = headOf(user);
      if (head !== 0 && foldInto(head, keyFor(event.item, event.kind === 'rating'))) return;
      const isNewBlock = append(user, written, 0);
      const slab = arena.slabOf(heads[user]!);
      const at = wordOf(heads[user]!);
      const depth = slab[at + DEPTH]!;
      if (depth > 1) slab[at + DOUBTFUL] = 1;
      // Looking each time their number has doubled costs little, and doubled ones stay few.
      if (isNewBlock && depth >= FIRST_LOOK && (depth & (depth - 1)) === 0) settleUser(user);
    },
    warm: (users, count) => {
      let sum = 0;
      for (let k = 0; k < count; k++) {
        const head = users[k]! < 0 ? 0 : headOf(users[k]!);
        if (head !== 0) sum += arena.slabOf(head)[wordOf(head) + COUNT]!;
      }
      return sum;
    },
    visit: (user, contact) => {
      settleIfDoubtful(user);
      visitAll(user, contact);
    },
    forget,
    get userCount() {
      return userCount;
    },
    get contactCount() {
      return contactCount;
    },
    get bytes() {
      return arena.bytes + heads.byteLength + doubles.bytes;
    },
  };
}

/** Finds and folds contacts of one user that have the same key. */
function doubledContacts(): {
  /** @returns the user's contacts, each key once; `null` where that is so already */
  fold(visit: (contact: VisitContact) => void): Uint32Array | null;
  readonly bytes: number;
} {
  /** By key, the round in which it came last and its place among the round's contacts. */
  let rounds = new Uint32Array(1024);
  let places = new Uint32Array(1024);
  let kept = new Uint32Array(256);
  let round = 0;
  return {
    fold: (visit) => {
      if (++round === 2 ** 32) {
        rounds.fill(0);
        round = 1;
      }
      let length = 0;
      let isDoubled = false;
      visit((words, at) => {
        const key = keyOf(words, at);
        if (key >= rounds.length) [rounds, places] = [grown(rounds, key), grown(places, key)];
        if (rounds[key] === round) {
          foldContact(kept, places[key]!, { words, from: at });
          isDoubled = true;
          return;
        }
        if (length + CONTACT_WORDS > kept.length) kept = grown(kept, length + CONTACT_WORDS);
        rounds[key] = round;
        places[key] = length;
        for (let k = 0; k < CONTACT_WORDS; k++) kept[length++] = words[at + k]!;
      });
      return isDoubled ? kept.slice(0, length) : null;
    },
    get bytes() {
      return rounds.byteLength + places.byteLength + kept.byteLength;
    },
  };
}

/** A longer copy, in which an index has its place. */
function grown(array: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(Math.max(2 * array.length, index + 1));
  longer.set(array);
  return longer;
}
