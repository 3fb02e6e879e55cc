import {
  createSimulation,
  createWorld,
  houseRecommender,
  parseSimulationConfig,
  type FaultRecord,
  type HousePolicy,
  type Recommender,
  type Simulation,
  type SimulationSettings,
  type VisitTruth,
} from '../../../src/simulator/index.ts';

/** 2026-01-05T00:00:00Z, a Monday. */
export const START_MS = Date.UTC(2026, 0, 5);
export const HOUR_MS = 3_600_000;

/** A small service without faults; what is given replaces the usual. */
export const smallSettings = (given: Partial<SimulationSettings> = {}): SimulationSettings => ({
  seed: 1,
  userCount: 300,
  itemCount: 300,
  startMs: START_MS,
  viewingsPerUserDay: 4,
  faults: { inserted: 0, replaced: 0 },
  ...given,
});

/** Everything a run wrote. */
export interface Run {
  readonly simulation: Simulation;
  /** Per partition, without line ends. */
  readonly lines: readonly (readonly string[])[];
  readonly visits: readonly VisitTruth[];
  readonly faults: readonly FaultRecord[];
}

/** Runs a service for some hours; `stepMs` cuts the time into several calls of `advance`. */
export async function runFor(
  settings: SimulationSettings,
  hours: number,
  options: {
    readonly recommender?: Recommender;
    readonly policy?: HousePolicy;
    readonly stepMs?: number;
  } = {},
): Promise<Run> {
  const simulation = createSimulation(createWorld(parseSimulationConfig(settings)));
  const { config } = simulation.world;
  const recommender =
    options.recommender ??
    houseRecommender(options.policy ?? 'mixed', simulation.house, config.seed);
  const endMs = config.startMs + hours * HOUR_MS;
  const texts = Array.from({ length: config.partitionCount }, () => '');
  const visits: VisitTruth[] = [];
  const faults: FaultRecord[] = [];
  while (simulation.nowMs < endMs) {
    const untilMs = Math.min(endMs, simulation.nowMs + (options.stepMs ?? Infinity));
    for await (const batch of simulation.advance(untilMs, recommender)) {
      for (const { partition, bytes } of batch.partitions)
        texts[partition] += new TextDecoder().decode(bytes);
      visits.push(...batch.visits);
      faults.push(...batch.faults);
    }
  }
  return { simulation, lines: texts.map((text) => text.split('\n').slice(0, -1)), visits, faults };
}
