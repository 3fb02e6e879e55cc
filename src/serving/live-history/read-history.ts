import { completionOf, tieKeyOf } from '../../datasets/index.ts';
import type { ItemId, UserId } from '../../domain/ids.ts';
import type { Contacts, HistorySource, LikedItems } from '../user-sources.ts';
import { isRatingAt, itemOf, latestOf, likedOf, minuteOf, ratingOf } from './contact-words.ts';
import type { HistoryTables } from './history-events.ts';

/** Everything between one user and one item: what was watched and what was rated together. */
interface Contact {
  readonly itemId: ItemId;
  latestMs: number;
  /** `Infinity` where the item is not liked. */
  likedMs: number;
  /** -1 where nothing was watched. */
  lastMinute: number;
  /** NaN where nothing was rated. */
  rating: number;
}

/**
 * Histories as the tables have them at this moment: likes and seen items are those of a dataset that
 * is built of the same events.
 *
 * @param runtimeOf minutes of an item; `null` where nobody says
 */
export function tableHistory(
  tables: () => HistoryTables,
  runtimeOf: (itemId: ItemId) => number | null,
): HistorySource {
  const completion = ({ itemId, lastMinute }: Contact): number =>
    lastMinute < 0 ? Number.NaN : completionOf(lastMinute, runtimeOf(itemId));
  const columnsOf = (contacts: readonly Contact[]) => ({
    itemIds: contacts.map(({ itemId }) => itemId),
    completions: contacts.map(completion),
  });
  return {
    historyOf: (userId): LikedItems => {
      const now = tables();
      const liked = contactsOf(now, userId).filter(({ likedMs }) => likedMs < Infinity);
      inOrder(liked, userId, now.seed);
      return {
        ...columnsOf(liked),
        timesMs: liked.map(({ likedMs }) => likedMs),
        ratings: liked.map(({ rating }) => rating),
      };
    },
    seenBy: (userId) => contactsOf(tables(), userId).map(({ itemId }) => itemId),
    contactsOf: (userId): Contacts => {
      const contacts = contactsOf(tables(), userId);
      return { ...columnsOf(contacts), latestMs: contacts.map(({ latestMs }) => latestMs) };
    },
  };
}

function contactsOf(tables: HistoryTables, userId: UserId): Contact[] {
  const user = tables.users.find(userId);
  if (user < 0) return [];
  const contacts: Contact[] = [];
  const byItem = new Map<number, Contact>();
  tables.contacts.visit(user, (words, at) => {
    const item = itemOf(words, at);
    let contact = byItem.get(item);
    if (contact === undefined) {
      const itemId = tables.items.idOf(item);
      contact = { itemId, latestMs: 0, likedMs: Infinity, lastMinute: -1, rating: Number.NaN };
      byItem.set(item, contact);
      contacts.push(contact);
    }
    contact.latestMs = Math.max(contact.latestMs, latestOf(words, at));
    contact.likedMs = Math.min(contact.likedMs, likedOf(words, at));
    if (isRatingAt(words, at)) contact.rating = ratingOf(words, at);
    else contact.lastMinute = minuteOf(words, at);
  });
  return contacts;
}

/** Oldest like first; those of one instant as a dataset has them. */
function inOrder(liked: Contact[], userId: UserId, seed: number): void {
  const key = (contact: Contact): string => tieKeyOf(seed, userId, contact.itemId);
  liked.sort((a, b) => a.likedMs - b.likedMs || (key(a) < key(b) ? -1 : 1));
}
