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
  experiments: ExperimentsTable;
  experiment_steps: ExperimentStepsTable;
  experiment_decisions: ExperimentDecisionsTable;
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
  /** `running`, `done`, `failed`; of a whole retraining also `held`, `stopped`. A run of a killed process stays `running` until the next start. */
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

/** What people or the retraining want to know, and how far it has come. */
export interface ExperimentsTable {
  name: string;
  /** JSON: the plan, complete. Never changed once it runs. */
  plan: string;
  /** `draft`, `running`, `ended`. */
  status: string;
  /** 0-based step of the ramp. */
  step: number;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  /** The action that ended it, and its sentence; `null` before. */
  outcome: string | null;
  because: string | null;
}

/** Which step of its ramp a version of an experiment's record belongs to. Rows are added, never changed. */
export interface ExperimentStepsTable {
  experiment: string;
  /** As in `assignments`: a step has more than one where testers were told their arm meanwhile. */
  version: number;
  /** 0-based. */
  step: number;
  /** Last event time of the log when it came into force; `null` where the log was empty. */
  log_at: string | null;
  /** Champion at that instant; `null` where there was none. */
  champion: string | null;
}

/** What was decided about an experiment, in order. Rows are added, never changed. */
export interface ExperimentDecisionsTable {
  decision: Generated<number>;
  experiment: string;
  step: number;
  /** Time of the log. */
  at: string;
  action: string;
  /** SHA-256 of the facts it rests on, a file in `<home>/experiments/<name>`. */
  facts_id: string;
  /** JSON: the decision with its evidence. */
  evidence: string;
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
