import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Tier } from '../domain/receipt.ts';
import type { ExposureLogStatus } from './exposure-log.ts';
import { describeAssignments, type AssignmentFigures } from './assignment-metrics.ts';
import { describeShadows, type ShadowSeries } from './shadow-metrics.ts';
import { describeSwaps, type SwapFigures } from './swap-metrics.ts';

/** Resolves 1 ms to the 600 ms after which the caller gives up. */
export const LATENCY_BUCKETS_SECONDS = [
  0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3,
  0.4, 0.5, 0.6,
] as const;

const HISTORY_BUCKETS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

/** A model as the metrics name it. */
export interface ModelInfo {
  readonly role: 'champion' | 'baseline';
  readonly version: string;
  readonly family: string;
  readonly modelId: string;
  readonly datasetId: string;
}

/** Resolves a hundredth of a second to the minute in which nothing new counts any more. */
const DELAY_BUCKETS_SECONDS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5, 10, 30, 60,
] as const;

/** Histories as the metrics name them. */
export interface HistoryFigures {
  /** Whether the lake is in memory and the log has been read to the end that it had then. */
  readonly isReady: boolean;
  /** Users with a history, and contacts of users with items. */
  readonly users: number;
  readonly contacts: number;
  /** Bytes of memory that they take. */
  readonly bytes: number;
  /** Lines of the log that were followed, and those of them that could not be used. */
  readonly lines: number;
  readonly setAside: number;
  /** Lines that the source deleted before they were read. */
  readonly lost: number;
  /** Lines that the source has and the histories do not, as far as it says; `null` where it does not. */
  readonly lag: number | null;
  /** Times that reading the log broke off and began again. */
  readonly restarts: number;
}

/** What the metrics read when they are asked for. */
export interface ServeMetricsSources {
  readonly models: () => readonly ModelInfo[];
  readonly exposures: () => ExposureLogStatus;
  /** Absent where models neither change nor have threads. */
  readonly swaps?: (() => SwapFigures) | undefined;
  /** The rules in force and whether their file cannot be used. Absent: there are none. */
  readonly rules?: () => { readonly id: string | null; readonly broken: boolean };
  readonly history?: () => HistoryFigures;
  /** Questions to who assigns users. Absent: all are assigned by hash. */
  readonly assignments?: () => AssignmentFigures;
  /** Shadows that run. Absent: there are none. */
  readonly shadows?: () => readonly ShadowSeries[];
}

/** Counters and histograms of a serving process. */
export interface ServeMetrics {
  /**
   * One request that ended, whatever its status. `route` is the pattern, never the path; a
   * request that reached no route has `none`, as has the tier of anything but a list. `seconds`
   * is `null` where nobody knows when the request began.
   */
  request(of: {
    readonly route: string;
    readonly status: number;
    readonly tier: Tier | 'none';
    readonly seconds: number | null;
  }): void;
  /** One list that was made; a batch makes many in one request. */
  list(of: {
    readonly route: string;
    readonly tier: Tier;
    /** Arm of an experiment with its version; `null` outside of any. */
    readonly variant: string | null;
  }): void;
  /** Items of the history that a list was made from. */
  historySize(items: number): void;
  /** Time that a batch of lines took from the log into the histories. */
  historyDelay(seconds: number): void;
  /** Places on a list that the tier's own model could not fill. */
  refilled(places: number): void;
  /** Candidates that a rule took out. */
  removed(rule: string, count: number): void;
  /** Places that chance gave to an item from beyond the list. */
  explored(places: number): void;
  contractViolation(kind: string, count: number): void;
  scorerFailure(role: string, reason: string): void;
  /** Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Makes the metrics in a registry of their own, with those of the process beside them. */
export function serveMetrics(sources: ServeMetricsSources): ServeMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const own = { registers: [registry] };
  const requests = new Counter({
    ...own,
    name: 'showrunner_requests_total',
    help: 'Requests by route, status and tier, over all statuses.',
    labelNames: ['route', 'status', 'tier'],
  });
  const latency = new Histogram({
    ...own,
    name: 'showrunner_request_seconds',
    help: 'Time from the request to the last byte of the answer, over all statuses.',
    labelNames: ['route', 'tier'],
    buckets: [...LATENCY_BUCKETS_SECONDS],
  });
  const lists = new Counter({
    ...own,
    name: 'showrunner_lists_total',
    help: 'Lists by route and tier; a batch makes many in one request.',
    labelNames: ['route', 'tier'],
  });
  const variants = new Counter({
    ...own,
    name: 'showrunner_lists_by_variant_total',
    help: 'Lists by arm of the experiment and its version; none outside of any.',
    labelNames: ['variant'],
  });
  const history = new Histogram({
    ...own,
    name: 'showrunner_history_items',
    help: 'Items of the history that a list was made from.',
    buckets: [...HISTORY_BUCKETS],
  });
  const refilled = new Counter({
    ...own,
    name: 'showrunner_refilled_places_total',
    help: "Places that the tier's own model could not fill.",
  });
  const removed = new Counter({
    ...own,
    name: 'showrunner_candidates_removed_total',
    help: 'Candidates that a rule took out.',
    labelNames: ['rule'],
  });
  const explored = new Counter({
    ...own,
    name: 'showrunner_explored_places_total',
    help: 'Places that chance gave to an item from beyond the list.',
  });
  const violations = new Counter({
    ...own,
    name: 'showrunner_contract_violations_total',
    help: 'Items kept from leaving because the caller could not have read the list.',
    labelNames: ['kind'],
  });
  const failures = new Counter({
    ...own,
    name: 'showrunner_scorer_failures_total',
    help: 'Scorers and sources that failed while a list was made.',
    labelNames: ['role', 'reason'],
  });
  const delay = new Histogram({
    ...own,
    name: 'showrunner_history_delay_seconds',
    help: 'Time from the arrival of a batch of lines in the log until lists know them.',
    buckets: [...DELAY_BUCKETS_SECONDS],
  });
  describeModels(registry, sources);
  describeReceipts(registry, sources);
  if (sources.swaps !== undefined) describeSwaps(registry, sources.swaps);
  describeRules(registry, sources);
  if (sources.history !== undefined) describeHistory(registry, sources.history);
  if (sources.assignments !== undefined) describeAssignments(registry, sources.assignments);
  if (sources.shadows !== undefined) describeShadows(registry, sources.shadows);
  return {
    request: ({ route, status, tier, seconds }) => {
      requests.inc({ route, status: String(status), tier });
      if (seconds !== null) latency.observe({ route, tier }, seconds);
    },
    list: ({ route, tier, variant }) => {
      lists.inc({ route, tier });
      variants.inc({ variant: variant ?? 'none' });
    },
    historySize: (items) => history.observe(items),
    historyDelay: (seconds) => delay.observe(seconds),
    refilled: (places) => refilled.inc(places),
    removed: (rule, count) => removed.inc({ rule }, count),
    explored: (places) => explored.inc(places),
    contractViolation: (kind, count) => violations.inc({ kind }, count),
    scorerFailure: (role, reason) => failures.inc({ role, reason }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function describeModels(registry: Registry, { models }: ServeMetricsSources): void {
  const info = new Gauge({
    registers: [registry],
    name: 'showrunner_model_info',
    help: 'Loaded models; the value is always 1.',
    labelNames: ['role', 'version', 'family', 'model_id', 'dataset_id'],
    collect: () => {
      info.reset();
      for (const { role, version, family, modelId, datasetId } of models())
        info.set({ role, version, family, model_id: modelId, dataset_id: datasetId }, 1);
    },
  });
}

function describeHistory(registry: Registry, history: () => HistoryFigures): void {
  const gauge = (name: string, help: string, read: (of: HistoryFigures) => number | null): void => {
    const metric: Gauge = new Gauge({
      registers: [registry],
      name: `showrunner_history_${name}`,
      help,
      collect: () => {
        const value = read(history());
        metric.reset();
        if (value === null) metric.remove();
        else metric.set(value);
      },
    });
  };
  gauge('ready', 'Whether lake and log are in the histories: 1 or 0.', (of) => Number(of.isReady));
  gauge('users', 'Users with a history.', (of) => of.users);
  gauge('contacts', 'Contacts of users with items.', (of) => of.contacts);
  gauge('bytes', 'Memory of the histories.', (of) => of.bytes);
  gauge(
    'lag_lines',
    'Lines that the log has and the histories do not, as far as it says.',
    (of) => of.lag,
  );
  const total = (name: string, help: string, read: (of: HistoryFigures) => number): void =>
    describeCounter(registry, {
      name: `showrunner_history_${name}_total`,
      help,
      read: () => read(history()),
    });
  total('lines', 'Lines of the log that were followed.', (of) => of.lines);
  total('set_aside', 'Lines of them that could not be used.', (of) => of.setAside);
  total('lost', 'Lines that the log deleted before they were read.', (of) => of.lost);
  total('restarts', 'Times that reading the log broke off and began again.', (of) => of.restarts);
}

/** A counter whose value somebody else keeps. */
function describeCounter(
  registry: Registry,
  { name, help, read }: { name: string; help: string; read: () => number },
): void {
  const counter: Counter = new Counter({
    registers: [registry],
    name,
    help,
    collect: () => {
      counter.reset();
      counter.inc(read());
    },
  });
}

function describeReceipts(registry: Registry, { exposures }: ServeMetricsSources): void {
  const describe = (name: string, help: string, read: (status: ExposureLogStatus) => number) =>
    describeCounter(registry, { name, help, read: () => read(exposures()) });
  describe(
    'showrunner_receipts_kept_total',
    'Receipts written before their answer left.',
    (s) => s.kept,
  );
  describe(
    'showrunner_receipts_late_total',
    'Answers that did not wait for a slow disk.',
    (s) => s.late,
  );
  describe('showrunner_receipts_lost_total', 'Receipts that no file holds.', (s) => s.lost);
}

function describeRules(registry: Registry, { rules }: ServeMetricsSources): void {
  if (rules === undefined) return;
  const registers = [registry];
  const info = new Gauge({
    registers,
    name: 'showrunner_rules_info',
    help: 'Rules in force by the hash of their text; the value is always 1.',
    labelNames: ['rules_id'],
    collect: () => {
      info.reset();
      info.set({ rules_id: rules().id ?? 'none' }, 1);
    },
  });
  const broken: Gauge = new Gauge({
    registers,
    name: 'showrunner_rules_broken',
    help: '1 while the file of the rules cannot be used and those before it hold.',
    collect: () => broken.set(rules().broken ? 1 : 0),
  });
}
