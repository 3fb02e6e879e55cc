import { Counter, Gauge, type Registry } from 'prom-client';

/** What the metrics say of a shadow. Counts are since the process began. */
export interface ShadowSeries {
  readonly experiment: string;
  /** Requests by what came of them. */
  readonly outcomes: Readonly<
    Record<'list' | 'late' | 'failed' | 'empty' | 'unknown' | 'dropped', number>
  >;
  readonly violations: number;
  /** Means; `null` before the first list. */
  readonly overlapRate: number | null;
  readonly rankBiasedOverlap: number | null;
  readonly seconds: number | null;
  readonly championSeconds: number | null;
}

type Read = () => readonly ShadowSeries[];

/** Adds series that are read whenever somebody asks for the metrics. */
export function describeShadows(registry: Registry, read: Read): void {
  const requests: Counter = new Counter({
    registers: [registry],
    name: 'showrunner_shadow_requests_total',
    help: 'Requests for the champion that a shadow was asked too, by what came of them.',
    labelNames: ['experiment', 'outcome'],
    collect: () => {
      requests.reset();
      for (const { experiment, outcomes } of read())
        for (const [outcome, count] of Object.entries(outcomes))
          requests.inc({ experiment, outcome }, count);
    },
  });
  const violations: Counter = new Counter({
    registers: [registry],
    name: 'showrunner_shadow_contract_violations_total',
    help: 'Lists of a shadow that broke the contract of lists.',
    labelNames: ['experiment'],
    collect: () => {
      violations.reset();
      for (const { experiment, violations: count } of read()) violations.inc({ experiment }, count);
    },
  });
  const mean = meansIn(registry, read);
  mean(
    'agreement_overlap',
    "Share of the champion's list that the shadow gives too.",
    (of) => of.overlapRate,
  );
  mean(
    'agreement_rbo',
    "Rank-biased overlap of the champion's list and the shadow's.",
    (of) => of.rankBiasedOverlap,
  );
  mean('seconds', 'Mean time that the shadow takes for a list.', (of) => of.seconds);
  mean(
    'champion_seconds',
    'Mean time that the champion took for the same lists.',
    (of) => of.championSeconds,
  );
}

const meansIn =
  (registry: Registry, read: Read) =>
  (name: string, help: string, value: (of: ShadowSeries) => number | null): void => {
    const gauge: Gauge = new Gauge({
      registers: [registry],
      name: `showrunner_shadow_${name}`,
      help,
      labelNames: ['experiment'],
      collect: () => {
        gauge.reset();
        for (const of of read()) {
          const mean = value(of);
          if (mean !== null) gauge.set({ experiment: of.experiment }, mean);
        }
      },
    });
  };
