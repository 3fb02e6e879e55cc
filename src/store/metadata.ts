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
  step_costs: StepCostsTable;
  process_samples: ProcessSamplesTable;
  alerts: AlertsTable;
  alert_silences: AlertSilencesTable;
  alert_deliveries: AlertDeliveriesTable;
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

/** What one execution of a step took of the machine. */
export interface StepCostsTable {
  cost: Generated<number>;
  step: string;
  started_at: string;
  seconds: number;
  cpu_seconds: number;
  peak_memory_bytes: number;
  /** `null` where the system does not say. */
  read_bytes: number | null;
}

/** What the process of a role had taken since its start, looked at now and then. */
export interface ProcessSamplesTable {
  sample: Generated<number>;
  at: string;
  role: string;
  /** Tells one start of a role from the next. */
  process: string;
  cpu_seconds: number;
  resident_bytes: number;
  read_bytes: number | null;
  /** Lists given, lines read; `null` for a role that counts nothing. */
  done: number | null;
}

/** Where each alert rule stands; a rule that never held has no row. */
export interface AlertsTable {
  rule: string;
  /** `pending`, `firing`, `resolved`. */
  state: string;
  since: string;
  /** Reported days in a row on which it held, and the last of them. */
  days: number;
  last_day: string;
  value: number | null;
  found: string;
  /** `firing` or `resolved` as last handed over for delivery. */
  told: string | null;
}

/** Rules that nobody wants to hear of for a while. */
export interface AlertSilencesTable {
  rule: string;
  until_at: string;
  actor: string;
  reason: string;
}

/** The outbox: what webhooks are still to be told, and what they were. */
export interface AlertDeliveriesTable {
  delivery: Generated<number>;
  url: string;
  /** JSON, as it is posted. */
  message: string;
  made_at: string;
  attempts: number;
  next_at: string;
  /** `waiting`, `delivered`, `given up`. */
  status: string;
  /** Why the last attempt failed. */
  error: string | null;
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
];
