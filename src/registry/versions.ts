import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import type { Metadata } from '../store/index.ts';

/** A model artifact under the name people use for it, such as `als/3`. */
export interface ModelVersion {
  readonly version: string;
  readonly family: string;
  readonly number: number;
  readonly modelId: string;
  readonly datasetId: string;
  readonly runId: string;
  readonly createdAt: string;
}

/** What is registered. */
export type NewModelVersion = Pick<ModelVersion, 'family' | 'modelId' | 'datasetId' | 'runId'>;

/**
 * Gives a model artifact the next version of its family. An artifact that has one already keeps
 * it, so a repeated run registers nothing twice.
 */
export async function registerVersion(
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
  model: NewModelVersion,
): Promise<ModelVersion> {
  return metadata.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('model_versions')
      .selectAll()
      .where('model_id', '=', model.modelId)
      .executeTakeFirst();
    if (known !== undefined) return toVersion(known);
    const { last } = await transaction
      .selectFrom('model_versions')
      .select((e) => e.fn.max('number').as('last'))
      .where('family', '=', model.family)
      .executeTakeFirstOrThrow();
    const number = Number(last ?? 0) + 1;
    const row = {
      version: `${model.family}/${number}`,
      family: model.family,
      number,
      model_id: model.modelId,
      dataset_id: model.datasetId,
      run_id: model.runId,
      created_at: new Date(clock.nowMs()).toISOString(),
    };
    await transaction.insertInto('model_versions').values(row).execute();
    return toVersion(row);
  });
}

/** All versions, oldest first. */
export async function listVersions(metadata: Metadata): Promise<ModelVersion[]> {
  const rows = await metadata
    .selectFrom('model_versions')
    .selectAll()
    .orderBy('created_at')
    .orderBy('version')
    .execute();
  return rows.map(toVersion);
}

/** One version by its name. @throws NotFoundError `VERSION_UNKNOWN` */
export async function requireVersion(metadata: Metadata, version: string): Promise<ModelVersion> {
  const row = await metadata
    .selectFrom('model_versions')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
  if (row !== undefined) return toVersion(row);
  const known = (await listVersions(metadata)).map((v) => v.version);
  throw errorOf('VERSION_UNKNOWN', {
    version,
    found: known.length === 0 ? 'no versions at all' : known.join(', '),
  });
}

const toVersion = (row: {
  version: string;
  family: string;
  number: number;
  model_id: string;
  dataset_id: string;
  run_id: string;
  created_at: string;
}): ModelVersion => ({
  version: row.version,
  family: row.family,
  number: row.number,
  modelId: row.model_id,
  datasetId: row.dataset_id,
  runId: row.run_id,
  createdAt: row.created_at,
});
