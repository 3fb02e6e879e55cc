import { userId } from '../../domain/ids.ts';
import {
  measuredBy,
  partsOf,
  stepVersions,
  type Experiment,
  type ExperimentArm,
  type GatheredFacts,
  type StepVersion,
  type UserOutcome,
} from '../../rollout/index.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../../store/index.ts';
import { latestRules } from '../../serving/index.ts';
import { knownCatalogue } from '../known-catalogue.ts';
import { enrolledUsers } from './enrolled-users.ts';
import { labelledReceipts, type LabelledReceipts } from './labelled-receipts.ts';
import { logNow, type LogNow } from './log-now.ts';
import { noveltySql } from './novelty.ts';
import { receiptLinesSql, stepStart, type StepReceipts } from './receipt-lines.ts';
import { userMetricsSql, type MetricSource } from './user-metrics.ts';

/** What gathering facts reads. */
export interface FactsPorts {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  /** An engine of its own, so that nobody waits for a daily report. */
  readonly tables: Tables;
}

/** A step that is looked at again and again. */
export interface StepWatch {
  /** The facts as far as the log has come. `null` while the lake is empty. */
  gather(log: LogNow): Promise<GatheredFacts | null>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/**
 * Watches a step of a running experiment. What receipts say is kept in a table that grows with the
 * exposure log; the lake is read from the step's beginning on at every look.
 *
 * Cost of a look: one statement over the events of the step, of which the columns that are needed are
 * read; memory by users.
 *
 * @param versions all versions of the experiment's record, oldest first
 */
export async function watchStep(
  ports: FactsPorts,
  experiment: Pick<Experiment, 'plan' | 'step'>,
  versions: readonly StepVersion[],
): Promise<StepWatch> {
  const own = versions.filter(({ step }) => step === experiment.step);
  const receipts = await labelledReceipts(ports, experiment.plan.name, own[0]!.fromMs);
  const state: WatchState = {
    ...ports,
    plan: experiment.plan,
    step: experiment.step,
    own,
    receipts,
    begunMs: versions[0]!.logMs,
    known: new Map(),
    startedMs: null,
  };
  return {
    gather: async (log) => {
      if (log.reachMs === null) return null;
      await receipts.refresh();
      return gatherFacts(state, log, log.reachMs);
    },
    close: () => receipts.drop(),
  };
}

/** The facts of a running experiment at this moment, from the beginning of its step on. */
export async function currentFacts(
  ports: FactsPorts & { readonly metadata: Metadata },
  experiment: Experiment,
): Promise<GatheredFacts | null> {
  const versions = await stepVersions(ports.metadata, experiment.name);
  const watch = await watchStep(ports, experiment, versions);
  try {
    return await watch.gather(await logNow(ports.artifacts));
  } finally {
    await watch.close();
  }
}

interface WatchState extends FactsPorts, Pick<Experiment, 'plan' | 'step'> {
  readonly own: readonly StepVersion[];
  readonly receipts: LabelledReceipts;
  /** The log's time when the experiment began. */
  readonly begunMs: number | null;
  readonly known: Map<string, string | null>;
  startedMs: number | null;
}

async function gatherFacts(state: WatchState, log: LogNow, nowMs: number): Promise<GatheredFacts> {
  const { tables, own, plan, step } = state;
  const labels = own.map(({ record }) => record.version).join(', ');
  const from = own[0]!.logMs ?? 0;
  const of: StepReceipts = {
    receipts: `(SELECT * FROM ${state.receipts.table} WHERE version IN (${labels}))`,
    log,
    fromMs: from,
    toMs: nowMs + 1,
  };
  const enrolled = await enrolledUsers(tables, of.receipts, {
    records: own.map(({ record }) => record),
    known: state.known,
  });
  state.startedMs ??= await stepStart(tables, of);
  const startedMs = state.startedMs ?? Math.min(own[0]!.logMs ?? nowMs, nowMs);
  const outcomes =
    state.startedMs === null || startedMs + plan.windowHours * HOUR_MS > nowMs
      ? []
      : await outcomesOf(state, { ...of, fromMs: startedMs, arms: enrolled.arms });
  const { counts, leftOut } = enrolled;
  return { step, startedMs, nowMs, enrolled: counts, leftOut, outcomes };
}

/** Outcomes in the order of `closedMs`, then `userId`. */
async function outcomesOf(
  state: WatchState,
  of: StepReceipts & { readonly arms: ReadonlyMap<string, ExperimentArm> },
): Promise<UserOutcome[]> {
  const { plan, tables } = state;
  const windowMs = plan.windowHours * HOUR_MS;
  const source = await metricSource(state, of);
  const metrics = measuredBy(plan);
  const entered = `${state.receipts.table}_entered`;
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${entered} AS
    SELECT user_id, min(time_ms) AS from_ms, min(time_ms) + ${windowMs} AS to_ms
    FROM ${of.log.events(of.fromMs, of.toMs)} SEMI JOIN ${of.receipts} USING (user_id)
    WHERE kind = 'recommendation' GROUP BY user_id HAVING min(time_ms) + ${windowMs} < ${of.toMs}`);
  const during = { relation: entered, fromMs: of.fromMs, toMs: of.toMs };
  const before = beforeSql(state, source, entered);
  const outcomes: UserOutcome[] = [];
  await tables.columns(
    `SELECT user_id, w.to_ms, b.before, ${metrics.map((metric) => `m."${metric}"`).join(', ')}
    FROM ${entered} AS w JOIN (${userMetricsSql(source, during, metrics)}) AS m USING (user_id)
      LEFT JOIN ${before} AS b USING (user_id)
    ORDER BY w.to_ms, user_id`,
    ([users, closed, earlier, ...columns], rowCount) => {
      for (let row = 0; row < rowCount; row++) {
        const user = users![row] as string;
        const arm = of.arms.get(user);
        if (arm === undefined) continue;
        outcomes.push({
          userId: userId(user),
          arm,
          closedMs: closed![row] as number,
          before: earlier![row] as number | null,
          values: valuesAt(metrics, columns, row),
        });
      }
    },
  );
  await tables.run(`DROP TABLE ${entered}`);
  return outcomes;
}

function valuesAt(
  metrics: readonly string[],
  columns: readonly (readonly unknown[])[],
  row: number,
): UserOutcome['values'] {
  const values: Record<string, number> = {};
  for (const [k, metric] of metrics.entries()) {
    const value = columns[k]![row] as number | null;
    if (value !== null) values[metric] = value;
  }
  return values;
}

/** user_id, before: the deciding metric over as long a time before the experiment began. */
function beforeSql({ plan, begunMs }: WatchState, source: MetricSource, entered: string): string {
  if (begunMs === null)
    return '(SELECT NULL::VARCHAR AS user_id, NULL::DOUBLE AS before WHERE false)';
  const fromMs = begunMs - plan.windowHours * HOUR_MS;
  const relation = `(SELECT user_id, ${fromMs} AS from_ms, ${begunMs} AS to_ms FROM ${entered})`;
  const parts = partsOf(plan.metric);
  const sql = userMetricsSql(source, { relation, fromMs, toMs: begunMs }, parts);
  const value = parts.map((part) => `"${part}"`).join(' / ');
  return `(SELECT user_id, ${value} AS before FROM (${sql}) WHERE isfinite(${value}))`;
}

async function metricSource(
  { home, artifacts, plan, begunMs }: WatchState,
  of: StepReceipts,
): Promise<MetricSource> {
  const metrics = measuredBy(plan);
  const wants = (...names: readonly string[]): boolean =>
    names.some((name) => metrics.includes(name));
  return {
    events: (fromMs, toMs) => of.log.events(fromMs, toMs),
    catalogue: await knownCatalogue(home, artifacts),
    rules: wants('minors') ? latestRules(home) : null,
    novelty: noveltySql(of.log, begunMs ?? of.fromMs),
    shownBy: receiptLinesSql(of),
  };
}
