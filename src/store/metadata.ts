import type { Generated, Kysely } from 'kysely';

/**
 * The metadata database: what happened when, under which name. Everything in it can be read by
 * people; nothing in it is needed to verify an artifact. Times are ISO 8601 in UTC, JSON is text.
 */
export interface MetadataSchema {
  runs: RunsTable;
  run_metrics: RunMetricsTable;
  model_versions: ModelVersionsTable;
  aliases: AliasesTable;
  audit: AuditTable;
  stage_results: StageResultsTable;
  assignments: AssignmentsTable;
}

/** One execution of a stage. */
export interface RunsTable {
  run_id: string;
  stage: string;
  /** JSON: configuration, seed, inputs, code version. */
  parameters: string;
  /** `running`, `done`, `failed`. A run of a killed process stays `running` until the next start. */
  status: string;
  started_at: string;
  finished_at: string | null;
  /** Artifact or file the run made. */
  output_kind: string | null;
  output_id: string | null;
  /** What went wrong, for `failed`. */
  error: string | null;
}

/** Numbers a run reports, by step: a training curve, or metrics at step 0. */
export interface RunMetricsTable {
  run_id: string;
  name: string;
  step: number;
  value: number;
}

/** A model artifact under a name people use, such as `als/3`. */
export interface ModelVersionsTable {
  version: string;
  family: string;
  number: number;
  model_id: string;
  dataset_id: string;
  run_id: string;
  created_at: string;
}

/** `champion` serves; `baseline` is the popularity model behind it. */
export interface AliasesTable {
  alias: string;
  version: string;
  since: string;
}

/** Who changed what, in order. */
export interface AuditTable {
  entry: Generated<number>;
  at: string;
  actor: string;
  action: string;
  /** JSON. */
  details: string;
}

/** Cache of the pipeline: what a stage made from a key of inputs, parameters, code and runtime. */
export interface StageResultsTable {
  key: string;
  stage: string;
  /** JSON: what the stage returned. */
  result: string;
  made_at: string;
}

/** Who gets which way of making lists, from when on. Rows are added, never changed. */
export interface AssignmentsTable {
  experiment: string;
  /** 1, 2, … */
  version: number;
  from_at: string;
  /** JSON: arms, shares, salts. */
  record: string;
}

/** Port: the database, opened and migrated. */
export type Metadata = Kysely<MetadataSchema>;

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
];
