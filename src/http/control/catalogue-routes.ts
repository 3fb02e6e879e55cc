import type { FastifyInstance } from 'fastify';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  currentSnapshot,
  findItem,
  findUser,
  itemFacets,
  searchItems,
  searchUsers,
  type Snapshot,
} from '../../catalogue/index.ts';
import { actsOfUser } from '../../datasets/index.ts';
import { errorOf } from '../../domain/errors.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { DATA_CONTRACTS } from './contracts/data.ts';
import { cursorOf, keyIn } from './cursors.ts';
import { datasetsOf } from './kept-datasets.ts';

/** Acts of a user that are told, of each kind. */
const ACTS = 50;

/** Adds what is known of titles and users. */
export function addCatalogueRoutes(app: FastifyInstance, parts: ControlParts): void {
  const snapshotNow = (): Promise<Snapshot | null> => currentSnapshot(parts.home, parts.artifacts);
  addControlRoute(app, DATA_CONTRACTS.catalogue, async () => {
    const snapshot = await snapshotNow();
    if (snapshot === null) return NO_CATALOGUE;
    const { itemCount, userCount, itemsComplete, usersComplete } = snapshot.manifest.content;
    return {
      id: snapshot.id,
      items: itemCount,
      users: userCount,
      itemsComplete,
      usersComplete,
      inForceSince: statSync(join(snapshot.folder, 'manifest.json')).mtime.toISOString(),
      ...(await itemFacets(await parts.tables(), snapshot)),
    };
  });
  addControlRoute(app, DATA_CONTRACTS.items, async ({ query }) => {
    const { limit, cursor, ...search } = query;
    const snapshot = await snapshotNow();
    if (snapshot === null) return { total: 0, items: [], next: null };
    const after = cursor === undefined ? null : titleIn(cursor);
    const tables = await parts.tables();
    const found = await searchItems(tables, snapshot, { ...search, limit: limit + 1, after });
    const items = found.items.slice(0, limit);
    const last = items.at(-1);
    const isMore = found.items.length > limit && last !== undefined;
    return {
      total: found.total,
      items,
      next: isMore ? cursorOf([last.title, last.itemId]) : null,
    };
  });
  addControlRoute(app, DATA_CONTRACTS.catalogueItem, async ({ params: { itemId } }) => {
    const snapshot = await snapshotNow();
    const item = snapshot === null ? null : await findItem(await parts.tables(), snapshot, itemId);
    if (item === null) throw errorOf('RECORD_UNKNOWN', { what: 'title', id: itemId });
    return item;
  });
  addUserRoutes(app, parts, snapshotNow);
}

function addUserRoutes(
  app: FastifyInstance,
  parts: ControlParts,
  snapshotNow: () => Promise<Snapshot | null>,
): void {
  addControlRoute(app, DATA_CONTRACTS.users, async ({ query: { search, limit, cursor } }) => {
    const snapshot = await snapshotNow();
    if (snapshot === null) return { total: 0, users: [], next: null };
    const after = cursor === undefined ? null : String(keyIn(cursor, 1)[0]);
    const tables = await parts.tables();
    const found = await searchUsers(tables, snapshot, { search, limit: limit + 1, after });
    const users = found.users.slice(0, limit);
    const last = users.at(-1);
    const isMore = found.users.length > limit && last !== undefined;
    return { total: found.total, users, next: isMore ? cursorOf([last.userId]) : null };
  });
  addControlRoute(app, DATA_CONTRACTS.catalogueUser, async ({ params: { userId } }) => {
    const tables = await parts.tables();
    const snapshot = await snapshotNow();
    const known = snapshot === null ? null : await findUser(tables, snapshot, userId);
    const [dataset] = await datasetsOf(parts.artifacts);
    const { watches, ratings } =
      dataset === undefined
        ? { watches: [], ratings: [] }
        : await actsOfUser(tables, dataset, { userId, limit: ACTS });
    if (known === null && watches.length + ratings.length === 0)
      throw errorOf('RECORD_UNKNOWN', { what: 'user', id: userId });
    const facts = known ?? { userId, age: null, gender: null, occupation: null };
    return { ...facts, isKnown: known !== null, watches, ratings };
  });
}

const NO_CATALOGUE = {
  id: null,
  items: 0,
  users: 0,
  itemsComplete: false,
  usersComplete: false,
  inForceSince: null,
  genres: [],
  languages: [],
};

/** @throws InputError `CURSOR_INVALID` */
function titleIn(cursor: string): { readonly title: string; readonly itemId: string } {
  const [title, itemId] = keyIn(cursor, 2);
  return { title: String(title), itemId: String(itemId) };
}
