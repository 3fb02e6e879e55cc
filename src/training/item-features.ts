import type { Item } from '../domain/catalogue-records.ts';

/** A feature that fewer of the known items have says nothing. */
const FEWEST = 3;
/** How many features are looked at, the most frequent. */
const MOST = 400;

/** What the catalogue says of items, as columns. */
export interface ItemFeatures {
  /** `genre Comedy`, `language en`, `decade 1990`, `collection Alien`, `company Gaumont`. */
  readonly labels: readonly string[];
  /** The columns of an item, ascending; none of what the catalogue does not know. */
  columnsOf(item: Item | undefined): readonly number[];
}

/**
 * The features of items that at least three of some items have; at most 400, the most frequent, of
 * equally frequent ones in order of the label.
 *
 * @param known the items that features are learnt from
 */
export function itemFeatures(known: readonly (Item | undefined)[]): ItemFeatures {
  const counts = new Map<string, number>();
  for (const item of known)
    for (const label of labelsOf(item)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts]
    .filter(([, count]) => count >= FEWEST)
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([label]) => label);
  const columns = new Map(labels.map((label, column) => [label, column]));
  return {
    labels,
    columnsOf: (item) =>
      labelsOf(item)
        .flatMap((label) => columns.get(label) ?? [])
        .sort((a, b) => a - b),
  };
}

/** Distinct. */
function labelsOf(item: Item | undefined): readonly string[] {
  if (item === undefined) return [];
  const { genres, language, releaseYear, collection, productionCompanies = [] } = item;
  return [
    ...new Set([
      ...genres.map((genre) => `genre ${genre}`),
      ...(language === null ? [] : [`language ${language}`]),
      ...(releaseYear === null ? [] : [`decade ${Math.floor(releaseYear / 10) * 10}`]),
      ...(collection === null ? [] : [`collection ${collection}`]),
      ...productionCompanies.map((company) => `company ${company}`),
    ]),
  ];
}
