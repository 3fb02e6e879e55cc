import {
  costsBetween,
  latestCosts,
  samplesBetween,
  type ProcessSample,
  type StepCost,
} from '../registry/index.ts';
import type { Metadata } from '../store/index.ts';
import type { ReportCost } from './report-cost.ts';
import type { ReportContent } from './report.ts';

/**
 * What a day took: the steps that began while its lists were made and what the roles took
 * meanwhile. Without receipts nothing ties the day to our clock: then the latest run of each step.
 *
 * @param own what making this report took
 */
export async function measureCost(
  metadata: Metadata,
  { personalised, champion }: Pick<ReportContent, 'personalised' | 'champion'>,
  own: StepCost,
): Promise<ReportCost> {
  const { fromWallClock, toWallClock } = champion;
  if (!personalised.withReceipt || fromWallClock === null || toWallClock === null)
    return {
      basis: 'latest-of-each',
      fromWallClock: null,
      toWallClock: null,
      steps: stepsOf([...without(await latestCosts(metadata), own.step), own]),
      roles: [],
      per1000Answers: null,
    };
  const stretch = { fromMs: Date.parse(fromWallClock), toMs: Date.parse(toWallClock) };
  const roles = rolesOf(await samplesBetween(metadata, stretch));
  return {
    basis: 'while-the-lists-were-made',
    fromWallClock,
    toWallClock,
    steps: stepsOf([...without(await costsBetween(metadata, stretch), own.step), own]),
    roles,
    per1000Answers: per1000(roles),
  };
}

/** Reports of other days that were made meanwhile are not this day's. */
const without = (costs: readonly StepCost[], step: string): StepCost[] =>
  costs.filter((cost) => cost.step !== step);

/** Runs of a step added up; of memory the highest. */
function stepsOf(costs: readonly StepCost[]): ReportCost['steps'] {
  const names = [...new Set(costs.map(({ step }) => step))];
  return names.map((step) => {
    const runs = costs.filter((cost) => cost.step === step);
    return {
      step,
      runs: runs.length,
      seconds: milli(sumOf(runs, (run) => run.seconds)),
      cpuSeconds: milli(sumOf(runs, (run) => run.cpuSeconds)),
      peakMemoryBytes: Math.round(Math.max(...runs.map((run) => run.peakMemoryBytes))),
      readBytes: sumOrNull(runs.map((run) => run.readBytes)),
    };
  });
}

function rolesOf(samples: readonly ProcessSample[]): ReportCost['roles'] {
  const names = [...new Set(samples.map(({ role }) => role))].sort();
  return names.map((role) => {
    const own = samples.filter((sample) => sample.role === role);
    const lives = [...Map.groupBy(own, (sample) => sample.process).values()].map((life) => ({
      first: life[0]!,
      last: life.at(-1)!,
    }));
    const grown = (of: (sample: ProcessSample) => number | null): number | null =>
      sumOrNull(
        lives.map(({ first, last }) => {
          const [from, to] = [of(first), of(last)];
          return to === null ? null : to - (from ?? 0);
        }),
      );
    return {
      role,
      seconds: milli(
        sumOf(lives, ({ first, last }) => (Date.parse(last.at) - Date.parse(first.at)) / 1000),
      ),
      cpuSeconds: milli(grown((sample) => sample.cpuSeconds) ?? 0),
      peakMemoryBytes: Math.max(...own.map((sample) => sample.residentBytes)),
      readBytes: grown((sample) => sample.readBytes),
      done: grown((sample) => sample.done),
    };
  });
}

function per1000(roles: ReportCost['roles']): ReportCost['per1000Answers'] {
  const serve = roles.find(({ role }) => role === 'serve');
  if (serve === undefined || !serve.done) return null;
  const per = 1000 / serve.done;
  return {
    answers: serve.done,
    cpuSeconds: milli(serve.cpuSeconds * per),
    readBytes: serve.readBytes === null ? null : Math.round(serve.readBytes * per),
  };
}

const sumOf = <T>(of: readonly T[], value: (one: T) => number): number =>
  of.reduce((sum, one) => sum + value(one), 0);

/** `null` where any part is not known. */
const sumOrNull = (parts: readonly (number | null)[]): number | null =>
  parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);

/** To a thousandth: the clocks say no more. */
const milli = (value: number): number => Math.max(0, Math.round(value * 1000) / 1000);
