import { loadCatalogue, type SnapshotContent } from '../catalogue/index.ts';
import { loadItems, loadUsers, type Dataset } from '../datasets/index.ts';
import type { Item } from '../domain/catalogue-records.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { Facts } from '../evaluation/index.ts';
import type { ArtifactStore, Tables } from '../store/index.ts';

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

/**
 * The same with the companies that produced the items, which only the snapshot has that the dataset
 * was built with. Without it, for it may have been pruned since, as `loadFacts`.
 */
export async function loadTrainingFacts(
  { artifacts, tables }: { readonly artifacts: ArtifactStore; readonly tables: Tables },
  dataset: Dataset,
): Promise<Facts> {
  const facts = await loadFacts(tables, dataset);
  const { catalogue: id } = dataset.manifest.content;
  if (id === null) return facts;
  try {
    const snapshot = await artifacts.load<SnapshotContent>('catalogue', id);
    const catalogue = await loadCatalogue(tables, snapshot);
    const withCompanies = (item: Item): Item => {
      const { productionCompanies = [] } = catalogue.item(item.itemId) ?? {};
      return { ...item, productionCompanies };
    };
    const items = [...(facts.items ?? [])].map(
      ([key, item]) => [key, withCompanies(item)] as const,
    );
    return { ...facts, items: new Map(items) };
  } catch (thrown) {
    if (thrown instanceof NotFoundError) return facts;
    throw thrown;
  }
}
