/** What a home holds that could go, and what refers to what. */
export interface Inventory {
  /** Model versions, oldest first. A model may have no version. */
  readonly models: readonly {
    readonly id: string;
    readonly family: string;
    readonly datasetId: string;
  }[];
  /** Datasets, oldest first. */
  readonly datasets: readonly { readonly id: string; readonly catalogueId: string | null }[];
  readonly features: readonly { readonly id: string; readonly datasetId: string }[];
  readonly catalogueIds: readonly string[];
  /** Models that serve or may have to: behind an alias, on trial, or the champion before. */
  readonly servedModelIds: readonly string[];
  /** What kept receipts name: their lists could not be made again without. */
  readonly receipts: {
    readonly modelIds: readonly string[];
    readonly datasetIds: readonly string[];
    readonly catalogueIds: readonly string[];
  };
  /** Catalogue snapshots that segments were judged with, and the one in force. */
  readonly judgedWith: readonly string[];
}

/** How much of the past is kept beyond what promises need. */
export interface RetentionLimits {
  /** Latest models of each family. */
  readonly modelsPerFamily: number;
  /** Latest datasets. */
  readonly datasets: number;
}

/** Ids that stay, by kind. */
export interface Kept {
  readonly model: ReadonlySet<string>;
  readonly dataset: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
  readonly catalogue: ReadonlySet<string>;
}

/**
 * What has to stay: whatever serves, whatever a kept receipt names, the latest of each kind, and
 * everything those were made from.
 */
export function keep(inventory: Inventory, limits: RetentionLimits): Kept {
  const model = new Set([
    ...inventory.servedModelIds,
    ...inventory.receipts.modelIds,
    ...latestOfFamilies(inventory.models, limits.modelsPerFamily),
  ]);
  const dataset = new Set([
    ...inventory.receipts.datasetIds,
    ...inventory.models.filter(({ id }) => model.has(id)).map(({ datasetId }) => datasetId),
    ...latest(inventory.datasets, limits.datasets).map(({ id }) => id),
  ]);
  const features = new Set(
    inventory.features.filter(({ datasetId }) => dataset.has(datasetId)).map(({ id }) => id),
  );
  const catalogue = new Set([
    ...inventory.judgedWith,
    ...inventory.receipts.catalogueIds,
    ...inventory.datasets
      .filter(({ id }) => dataset.has(id))
      .flatMap(({ catalogueId }) => catalogueId ?? []),
  ]);
  return { model, dataset, features, catalogue };
}

const latest = <T>(oldestFirst: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : oldestFirst.slice(-count);

function latestOfFamilies(models: Inventory['models'], count: number): string[] {
  const families = [...new Set(models.map(({ family }) => family))];
  return families.flatMap((family) =>
    latest(
      models.filter((model) => model.family === family),
      count,
    ).map(({ id }) => id),
  );
}
