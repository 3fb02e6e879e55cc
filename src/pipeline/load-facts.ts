import { loadItems, loadUsers, type Dataset } from '../datasets/index.ts';
import type { Facts } from '../evaluation/index.ts';
import type { Tables } from '../store/index.ts';

/** What a dataset's catalogue says of its users and items, by id. */
export async function loadFacts(tables: Tables, dataset: Dataset): Promise<Facts> {
  const users = await loadUsers(tables, dataset);
  const items = await loadItems(tables, dataset);
  const isKnown = users.some(({ age, gender }) => age !== null || gender !== null);
  return {
    ...(isKnown ? { users: new Map(users.map((user) => [user.userId, user])) } : {}),
    items: new Map(items.map((item) => [item.itemId, item])),
  };
}
