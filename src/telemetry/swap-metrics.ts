import { Counter, Gauge, type Registry } from 'prom-client';

/** What the metrics say of models that change and of the threads that score. */
export interface SwapFigures {
  /** Whether a model is being loaded beside the one that serves. */
  readonly isLoading: boolean;
  readonly swaps: number;
  readonly refusals: number;
  /** Of the last change of champions; `null` before the first, and where nothing was compared. */
  readonly lastSeconds: number | null;
  readonly lastOverlapRate: number | null;
  readonly threads: number;
  readonly deaths: number;
  readonly waiting: number;
  readonly inFlight: number;
  /** Moving average of what a request takes of a thread. */
  readonly serviceMs: number;
  readonly answered: number;
  readonly batches: number;
  readonly shed: number;
  readonly expired: number;
}

/** Adds series that are read whenever somebody asks for the metrics. */
export function describeSwaps(registry: Registry, read: () => SwapFigures): void {
  const gauge = (name: string, help: string, value: (now: SwapFigures) => number | null): void => {
    const gauge: Gauge = new Gauge({
      registers: [registry],
      name: `showrunner_${name}`,
      help,
      collect: () => gauge.set(value(read()) ?? Number.NaN),
    });
  };
  const counter = (name: string, help: string, value: (now: SwapFigures) => number): void => {
    const counter: Counter = new Counter({
      registers: [registry],
      name: `showrunner_${name}_total`,
      help,
      collect: () => {
        counter.reset();
        counter.inc(value(read()));
      },
    });
  };
  gauge('model_loading', '1 while a model is loaded beside the one that serves.', (now) =>
    Number(now.isLoading),
  );
  counter('model_swaps', 'Champions that took their place.', (now) => now.swaps);
  counter(
    'model_refusals',
    'Champions that could not be loaded or were refused.',
    (now) => now.refusals,
  );
  gauge(
    'model_swap_seconds',
    'Last change of champions, from seeing it to its end.',
    (now) => now.lastSeconds,
  );
  gauge(
    'model_shadow_overlap',
    "Share of the former champion's best 20 that the present one gives too, at the last change.",
    (now) => now.lastOverlapRate,
  );
  gauge('scoring_threads', 'Threads of the champion.', (now) => now.threads);
  gauge('scoring_waiting', 'Requests that wait for a thread.', (now) => now.waiting);
  gauge('scoring_in_flight', 'Requests that threads work on.', (now) => now.inFlight);
  gauge(
    'scoring_service_seconds',
    'What a request takes of a thread, lately.',
    (now) => now.serviceMs / 1000,
  );
  counter('scoring_answered', 'Requests that threads answered.', (now) => now.answered);
  counter('scoring_batches', 'Batches they were answered in.', (now) => now.batches);
  counter(
    'scoring_shed',
    'Requests turned away: the wait would have been too long.',
    (now) => now.shed,
  );
  counter('scoring_expired', 'Requests not begun: nobody waited any more.', (now) => now.expired);
  counter('scoring_deaths', 'Threads that died.', (now) => now.deaths);
}
