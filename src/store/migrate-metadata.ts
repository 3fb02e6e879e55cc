import type { Kysely } from 'kysely';
import type { Metadata } from './metadata.ts';

/**
 * Brings an empty or older database to today's schema. Each step runs once, in order, inside a
 * transaction; steps are never edited, only added.
 */
export async function migrateMetadata(db: Metadata): Promise<void> {
  await db.schema
    .createTable('schema_steps')
    .ifNotExists()
    .addColumn('step', 'integer', (c) => c.primaryKey())
    .execute();
  const steps = db as unknown as Kysely<{ schema_steps: { step: number } }>;
  for (const [index, step] of STEPS.entries())
    await steps.transaction().execute(async (transaction) => {
      // Writing first takes the lock, so that of several processes one makes the step.
      const claimed = await transaction
        .insertInto('schema_steps')
        .values({ step: index + 1 })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (claimed.numInsertedOrUpdatedRows === 1n) await step(transaction as unknown as Metadata);
    });
}

const STEPS: readonly ((db: Metadata) => Promise<void>)[] = [
  async (db) => {
    await db.schema
      .createTable('runs')
      .addColumn('run_id', 'text', (c) => c.primaryKey())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('parameters', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('started_at', 'text', (c) => c.notNull())
      .addColumn('finished_at', 'text')
      .addColumn('output_kind', 'text')
      .addColumn('output_id', 'text')
      .addColumn('error', 'text')
      .execute();
    await db.schema
      .createTable('run_metrics')
      .addColumn('run_id', 'text', (c) => c.notNull().references('runs.run_id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('step', 'integer', (c) => c.notNull())
      .addColumn('value', 'double precision', (c) => c.notNull())
      .addPrimaryKeyConstraint('run_metrics_key', ['run_id', 'name', 'step'])
      .execute();
    await db.schema
      .createTable('model_versions')
      .addColumn('version', 'text', (c) => c.primaryKey())
      .addColumn('family', 'text', (c) => c.notNull())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('model_id', 'text', (c) => c.notNull())
      .addColumn('dataset_id', 'text', (c) => c.notNull())
      .addColumn('run_id', 'text', (c) => c.notNull().references('runs.run_id'))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addUniqueConstraint('model_versions_number', ['family', 'number'])
      .execute();
    await db.schema
      .createTable('aliases')
      .addColumn('alias', 'text', (c) => c.primaryKey())
      .addColumn('version', 'text', (c) => c.notNull().references('model_versions.version'))
      .addColumn('since', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('audit')
      .addColumn('entry', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('details', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('stage_results')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('result', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .execute();
  },
  async (db) => {
    await db.schema
      .createTable('assignments')
      .addColumn('experiment', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('from_at', 'text', (c) => c.notNull())
      .addColumn('record', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('assignments_key', ['experiment', 'version'])
      .execute();
  },
  async (db) => {
    await db.schema
      .createTable('step_costs')
      .addColumn('cost', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('started_at', 'text', (c) => c.notNull())
      .addColumn('seconds', 'double precision', (c) => c.notNull())
      .addColumn('cpu_seconds', 'double precision', (c) => c.notNull())
      .addColumn('peak_memory_bytes', 'bigint', (c) => c.notNull())
      .addColumn('read_bytes', 'bigint')
      .execute();
    await db.schema
      .createIndex('step_costs_by_time')
      .on('step_costs')
      .columns(['started_at'])
      .execute();
    await db.schema
      .createTable('process_samples')
      .addColumn('sample', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('process', 'text', (c) => c.notNull())
      .addColumn('cpu_seconds', 'double precision', (c) => c.notNull())
      .addColumn('resident_bytes', 'bigint', (c) => c.notNull())
      .addColumn('read_bytes', 'bigint')
      .addColumn('done', 'bigint')
      .execute();
    await db.schema
      .createIndex('process_samples_by_time')
      .on('process_samples')
      .columns(['at'])
      .execute();
  },
  async (db) => {
    await db.schema
      .createTable('alerts')
      .addColumn('rule', 'text', (c) => c.primaryKey())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('since', 'text', (c) => c.notNull())
      .addColumn('days', 'integer', (c) => c.notNull())
      .addColumn('last_day', 'text', (c) => c.notNull())
      .addColumn('value', 'double precision')
      .addColumn('found', 'text', (c) => c.notNull())
      .addColumn('told', 'text')
      .execute();
    await db.schema
      .createTable('alert_silences')
      .addColumn('rule', 'text', (c) => c.primaryKey())
      .addColumn('until_at', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('alert_deliveries')
      .addColumn('delivery', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('message', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('error', 'text')
      .execute();
  },
  async (db) => {
    await db.schema
      .createTable('experiments')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('plan', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('step', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('started_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('outcome', 'text')
      .addColumn('because', 'text')
      .execute();
    await db.schema
      .createTable('experiment_decisions')
      .addColumn('decision', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('experiment', 'text', (c) => c.notNull().references('experiments.name'))
      .addColumn('step', 'integer', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('facts_id', 'text', (c) => c.notNull())
      .addColumn('evidence', 'text', (c) => c.notNull())
      .execute();
  },
  async (db) => {
    await db.schema
      .createTable('experiment_steps')
      .addColumn('experiment', 'text', (c) => c.notNull().references('experiments.name'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('step', 'integer', (c) => c.notNull())
      .addColumn('log_at', 'text')
      .addColumn('champion', 'text')
      .addPrimaryKeyConstraint('experiment_steps_key', ['experiment', 'version'])
      .execute();
  },
];
