import { likeRuleOf, type DatasetParameters, type LikeRule } from '../../datasets/index.ts';
import type { StreamEvent } from '../../domain/stream-event.ts';
import { itemId, type ItemId } from '../../domain/ids.ts';
import { idNumbers, type IdNumbers } from '../id-numbers.ts';
import { contactStore, type ContactStore } from './contact-store.ts';
import { MOST_ITEMS, type ContactEvent } from './contact-words.ts';

/** Contacts by user and item, with what makes one a positive. */
export interface HistoryTables {
  readonly rule: LikeRule;
  /** Decides the order of likes of one instant. */
  readonly seed: number;
  readonly users: IdNumbers;
  readonly items: ItemNumbers;
  readonly contacts: ContactStore;
}

/** Items by number and number by item. */
export interface ItemNumbers {
  readonly size: number;
  readonly bytes: number;
  /** The number of an item; -1 where there are too many already. */
  add(id: string): number;
  idOf(number: number): ItemId;
}

/** Tables in which nobody did anything yet. */
export const historyTables = (parameters: DatasetParameters): HistoryTables => ({
  rule: likeRuleOf(parameters),
  seed: parameters.seed,
  users: idNumbers(),
  items: itemNumbers(),
  contacts: contactStore(),
});

function itemNumbers(): ItemNumbers {
  const numbers = idNumbers();
  const ids: ItemId[] = [];
  return {
    add: (id) => {
      const known = numbers.find(id);
      if (known >= 0) return known;
      if (ids.length === MOST_ITEMS) return -1;
      ids.push(itemId(id));
      return numbers.add(id);
    },
    idOf: (number) => ids[number]!,
    get size() {
      return ids.length;
    },
    get bytes() {
      return numbers.bytes + 40 * ids.length;
    },
  };
}

/** Fields of a `ContactEvent` that one object holds for one event after the other. */
export type ContactScratch = { -readonly [K in keyof ContactEvent]: ContactEvent[K] };

export const contactScratch = (): ContactScratch => ({
  item: 0,
  kind: 'watch',
  timeMs: 0,
  value: 0,
  isLike: false,
});

/** Whether a watch that gets to a minute, or a rating, makes the item a positive. */
export const isLike = (rule: LikeRule, { kind, value }: Pick<ContactEvent, 'kind' | 'value'>) =>
  value >= (kind === 'watch' ? rule.fromMinute : rule.fromRating);

/** Folds one event into the tables. @returns whether it tells of a contact */
export function noteEvent(
  tables: HistoryTables,
  event: StreamEvent,
  scratch: ContactScratch,
): boolean {
  if (event.kind !== 'watch' && event.kind !== 'rating') return false;
  const item = tables.items.add(event.itemId);
  if (item < 0) return false;
  scratch.item = item;
  scratch.kind = event.kind;
  scratch.timeMs = event.time.ms;
  scratch.value = event.kind === 'watch' ? event.minute : event.rating;
  scratch.isLike = isLike(tables.rule, scratch);
  tables.contacts.note(tables.users.add(event.userId), scratch);
  return true;
}
