import type { Clock } from '../domain/clock.ts';
import type { Metadata } from '../store/index.ts';
import { startMeter, type ResourceUse } from './resource-meter.ts';

/** What one execution of a step took. */
export interface StepCost extends ResourceUse {
  readonly step: string;
  /** ISO 8601, our own clock. */
  readonly startedAt: string;
}

interface CostPorts {
  readonly metadata: Metadata;
  readonly clock: Clock;
}

/** Does a piece of work and keeps what it took, whether it succeeds or not. Failures are passed on. */
export async function withCost<R>(
  { metadata, clock }: CostPorts,
  step: string,
  work: () => Promise<R>,
): Promise<R> {
  const startedAt = new Date(clock.nowMs()).toISOString();
  const meter = startMeter();
  try {
    return await work();
  } finally {
    await saveCost(metadata, { step, startedAt, ...meter.stop() });
  }
}

/** Keeps what a step took. */
export async function saveCost(metadata: Metadata, cost: StepCost): Promise<void> {
  await metadata
    .insertInto('step_costs')
    .values({
      step: cost.step,
      started_at: cost.startedAt,
      seconds: cost.seconds,
      cpu_seconds: cost.cpuSeconds,
      peak_memory_bytes: Math.round(cost.peakMemoryBytes),
      read_bytes: cost.readBytes,
    })
    .execute();
}

/** Executions that began in a stretch of our own clock, ends included, in order. */
export async function costsBetween(
  metadata: Metadata,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<StepCost[]> {
  const rows = await metadata
    .selectFrom('step_costs')
    .selectAll()
    .where('started_at', '>=', new Date(fromMs).toISOString())
    .where('started_at', '<=', new Date(toMs).toISOString())
    .orderBy('cost')
    .execute();
  return rows.map(stepCost);
}

/** The latest execution of every step, in the order in which they began. */
export async function latestCosts(metadata: Metadata): Promise<StepCost[]> {
  const rows = await metadata
    .selectFrom('step_costs')
    .selectAll()
    .where('cost', 'in', (from) =>
      from
        .selectFrom('step_costs')
        .select(({ fn }) => fn.max('cost').as('cost'))
        .groupBy('step'),
    )
    .orderBy('cost')
    .execute();
  return rows.map(stepCost);
}

const stepCost = (row: {
  readonly step: string;
  readonly started_at: string;
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly peak_memory_bytes: number;
  readonly read_bytes: number | null;
}): StepCost => ({
  step: row.step,
  startedAt: row.started_at,
  seconds: row.seconds,
  cpuSeconds: row.cpu_seconds,
  peakMemoryBytes: row.peak_memory_bytes,
  readBytes: row.read_bytes,
});
