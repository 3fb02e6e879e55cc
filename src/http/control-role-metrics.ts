import { Counter, Gauge, type Registry } from 'prom-client';
import { latestCosts, type StepCost } from '../registry/index.ts';
import type { Home, Metadata } from '../store/index.ts';
import { readRoleBoards, type RoleState } from '../telemetry/index.ts';
import type { Status } from './control-status.ts';

/** What the metrics of the other roles are read from. */
export interface RoleMetricsParts {
  readonly home: Home;
  readonly metadata: Metadata;
  readonly status: () => Promise<Status>;
}

/** Labels with their value; `null` for a value that is not known leaves the series out. */
type Series = readonly (readonly [Readonly<Record<string, string>>, number | null])[];

/** How a metric is told and read. */
interface Described<T> {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly isCounter?: boolean;
  readonly read: (of: T) => Series;
}

/**
 * Adds metrics of the roles that have no port of their own: what they take of the machine, how far
 * reading is, training, and the latest report. Everything is read from what they wrote down.
 */
export function describeRoles(
  registry: Registry,
  { home, metadata, status }: RoleMetricsParts,
): void {
  describeAll(registry, PROCESSES, async () => readRoleBoards(home));
  describeAll(registry, STEPS, () => latestCosts(metadata));
  describeAll(registry, STATUS_METRICS, status);
}

function describeAll<T>(
  registry: Registry,
  metrics: readonly Described<T>[],
  source: () => Promise<T>,
): void {
  // Metrics of one scrape are collected together: they read the source once.
  let reading: Promise<T> | null = null;
  const read = (): Promise<T> => {
    reading ??= source().finally(() => setImmediate(() => (reading = null)));
    return reading;
  };
  for (const { name, help, labels = [], isCounter = false, read: seriesOf } of metrics) {
    const options = { registers: [registry], name, help, labelNames: [...labels] };
    if (isCounter) {
      const counter: Counter = new Counter({
        ...options,
        collect: async () => {
          const series = seriesOf(await read());
          counter.reset();
          for (const [of, value] of series) if (value !== null) counter.inc(of, value);
        },
      });
      continue;
    }
    const gauge: Gauge = new Gauge({
      ...options,
      collect: async () => {
        const series = seriesOf(await read());
        gauge.reset();
        if (labels.length === 0 && series.every(([, value]) => value === null)) gauge.remove();
        for (const [of, value] of series) if (value !== null) gauge.set(of, value);
      },
    });
  }
}

const byRole =
  (value: (state: RoleState) => number | null) =>
  (states: readonly RoleState[]): Series =>
    states.map((state) => [{ role: state.role }, value(state)]);

const ROLE = ['role'] as const;

const PROCESSES: readonly Described<readonly RoleState[]>[] = [
  {
    name: 'showrunner_role_up',
    help: 'Roles whose process runs; the value is always 1.',
    labels: ROLE,
    read: byRole(() => 1),
  },
  {
    name: 'showrunner_role_start_time_seconds',
    help: 'When the process of the role began, seconds since the epoch.',
    labels: ROLE,
    read: byRole(({ startedAt }) => seconds(startedAt)),
  },
  {
    name: 'showrunner_role_cpu_seconds_total',
    help: 'CPU time of the process of the role, all threads.',
    labels: ROLE,
    isCounter: true,
    read: byRole(({ cpuSeconds }) => cpuSeconds),
  },
  {
    name: 'showrunner_role_resident_memory_bytes',
    help: 'Resident memory of the process of the role.',
    labels: ROLE,
    read: byRole(({ residentBytes }) => residentBytes),
  },
  {
    name: 'showrunner_role_read_bytes_total',
    help: 'Bytes that the process of the role read from files and sockets, cached or not.',
    labels: ROLE,
    isCounter: true,
    read: byRole(({ readBytes }) => readBytes),
  },
];

const byStep =
  (value: (cost: StepCost) => number | null) =>
  (costs: readonly StepCost[]): Series =>
    costs.map((cost) => [{ step: cost.step }, value(cost)]);

const STEP = ['step'] as const;

const STEPS: readonly Described<readonly StepCost[]>[] = [
  {
    name: 'showrunner_step_seconds',
    help: 'Time that the latest run of a step took.',
    labels: STEP,
    read: byStep((cost) => cost.seconds),
  },
  {
    name: 'showrunner_step_cpu_seconds',
    help: 'CPU time of the latest run of a step, all threads.',
    labels: STEP,
    read: byStep((cost) => cost.cpuSeconds),
  },
  {
    name: 'showrunner_step_peak_memory_bytes',
    help: 'Highest resident memory of the process during the latest run of a step.',
    labels: STEP,
    read: byStep((cost) => cost.peakMemoryBytes),
  },
  {
    name: 'showrunner_step_start_time_seconds',
    help: 'When the latest run of a step began, seconds since the epoch.',
    labels: STEP,
    read: byStep((cost) => seconds(cost.startedAt)),
  },
];

const seconds = (instant: string): number => Date.parse(instant) / 1000;
const secondsOr = (instant: string | null | undefined): number | null =>
  instant === null || instant === undefined ? null : seconds(instant);

const one =
  (value: (status: Status) => number | null) =>
  (status: Status): Series => [[{}, value(status)]];

const counted = (label: string, counts: Readonly<Record<string, number>>): Series =>
  Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);

const lastDone = ({ training }: Status): string | null =>
  training.last.find(({ status }) => status === 'done')?.finishedAt ?? null;

/** A person's words are no label. */
const triggerOf = (because: string): string =>
  ['schedule', 'drift', 'volume'].includes(because) ? because : 'by-hand';

const STATUS_METRICS: readonly Described<Status>[] = [
  {
    name: 'showrunner_ingest_lines_total',
    help: 'Lines that were read into the lake.',
    isCounter: true,
    read: one(({ ledger }) => ledger.read),
  },
  {
    name: 'showrunner_ingest_accepted_lines',
    help: 'Lines of the lake that are used, by kind of event.',
    labels: ['kind'],
    read: ({ ledger }) => counted('kind', ledger.accepted),
  },
  {
    name: 'showrunner_ingest_quarantined_lines',
    help: 'Lines of the lake that cannot be used, by reason.',
    labels: ['reason'],
    read: ({ ledger }) => counted('reason', ledger.quarantined),
  },
  {
    name: 'showrunner_ingest_other_lines',
    help: 'Lines of the lake that were repaired, came twice or wait for the catalogue.',
    labels: ['outcome'],
    read: ({ ledger: { repaired, duplicate, pending } }) =>
      counted('outcome', { repaired, duplicate, pending }),
  },
  {
    name: 'showrunner_ingest_last_event_time_seconds',
    help: 'Latest event time in the lake, seconds since the epoch.',
    read: one(({ stream }) => secondsOr(stream.lastEventAt)),
  },
  {
    name: 'showrunner_ingest_behind_seconds',
    help: 'How long the source has held what is not read yet, as far as it says.',
    read: one(({ stream }) => stream.behindForSeconds),
  },
  {
    name: 'showrunner_training_running',
    help: '1 while a pipeline is at work.',
    read: one(({ training }) => Number(training.isAtWork)),
  },
  {
    name: 'showrunner_training_failures_in_a_row',
    help: 'Retrainings that failed, timed out or were killed since the last one that went well.',
    read: one(({ training }) => training.failuresInARow),
  },
  {
    name: 'showrunner_training_last_run_info',
    help: 'Why the latest retraining took place and how it ended; the value is always 1.',
    labels: ['because', 'status'],
    read: ({ training: { latestRun } }) =>
      latestRun === null
        ? []
        : [[{ because: triggerOf(latestRun.because), status: latestRun.status }, 1]],
  },
  {
    name: 'showrunner_training_last_done_time_seconds',
    help: 'When the latest training ended well, seconds since the epoch.',
    read: one((status) => secondsOr(lastDone(status))),
  },
  {
    name: 'showrunner_dataset_as_of_time_seconds',
    help: 'Nothing later is in the latest dataset; seconds since the epoch, event time.',
    read: one(({ datasets }) => secondsOr(datasets.latest?.asOf)),
  },
  {
    name: 'showrunner_model_versions',
    help: 'Model versions in the registry.',
    read: one(({ models }) => models.versions),
  },
  {
    name: 'showrunner_champion_info',
    help: 'The champion; the value is always 1.',
    labels: ['version'],
    read: ({ models }) =>
      models.champion === null ? [] : [[{ version: models.champion.version }, 1]],
  },
  {
    name: 'showrunner_champion_since_time_seconds',
    help: 'Since when the champion is champion, seconds since the epoch.',
    read: one(({ models }) => secondsOr(models.champion?.since)),
  },
  {
    name: 'showrunner_report_day_time_seconds',
    help: 'Beginning of the latest day that has a report, seconds since the epoch, event time.',
    read: one(({ report }) => secondsOr(report === null ? null : `${report.day}T00:00:00Z`)),
  },
  {
    name: 'showrunner_report_requests',
    help: 'Requests for lists of that day, in the stream.',
    read: one(({ report }) => report?.requests ?? null),
  },
  {
    name: 'showrunner_report_availability_ratio',
    help: 'Share of them that got a list, as the caller saw it.',
    read: one(({ report }) => report?.availability ?? null),
  },
  {
    name: 'showrunner_report_latency_p99_seconds',
    help: 'Wait that 99 % of them stayed within, as the caller measured it.',
    read: one(({ report }) =>
      typeof report?.latencyP99Ms === 'number' ? report.latencyP99Ms / 1000 : null,
    ),
  },
  {
    name: 'showrunner_report_viewers',
    help: 'Users who watched on that day.',
    read: one(({ report }) => report?.viewers ?? null),
  },
  {
    name: 'showrunner_report_watched_minutes',
    help: 'Minutes of film watched on that day.',
    read: one(({ report }) => report?.minutes ?? null),
  },
  {
    name: 'showrunner_report_recommended_minutes_ratio',
    help: 'Share of these that followed a list. Following is not causing.',
    read: one(({ report }) => report?.recommendedMinuteShare ?? null),
  },
  {
    name: 'showrunner_attention',
    help: 'Things that the status page says should be attended to, by severity.',
    labels: ['severity'],
    read: ({ attention }) =>
      counted(
        'severity',
        Object.fromEntries(
          ['note', 'look', 'stop'].map((severity) => [
            severity,
            attention.filter((one) => one.severity === severity).length,
          ]),
        ),
      ),
  },
];
