import type { FastifyInstance } from 'fastify';
import { listTuned } from '../../pipeline/index.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { MODEL_CONTRACTS } from './contracts/models.ts';
import { keptRuns, type KeptRun } from './kept-runs.ts';

/** Adds what tuning tried. */
export function addTuneRoutes(app: FastifyInstance, { home, metadata }: ControlParts): void {
  addControlRoute(app, MODEL_CONTRACTS.tunes, async () => {
    const runs = (await keptRuns(home, metadata)).filter(({ stage }) => stage === 'tune');
    const groups = Object.groupBy(runs, ({ family, datasetId }) => `${family} ${datasetId}`);
    return {
      kept: await listTuned(home),
      tunes: Object.values(groups).map((group) => tuneOf(group!)),
    };
  });
}

/** The trials of a family on a dataset: runs of one configuration are one trial. */
function tuneOf(runs: readonly KeptRun[]) {
  const byRecipe = Object.groupBy(runs, ({ configuration }) => JSON.stringify(configuration));
  const trials = Object.values(byRecipe).map((group) => ({
    configuration: { ...group![0]!.configuration },
    rungs: group!.map(rungOf).sort((a, b) => a.rung - b.rung),
    runIds: group!.map(({ runId }) => runId),
  }));
  trials.sort((a, b) => lastOf(b) - lastOf(a));
  const ends = runs.flatMap(({ finishedAt }) => finishedAt ?? []).sort();
  return {
    family: runs[0]!.family ?? '',
    datasetId: runs[0]!.datasetId ?? '',
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0]!,
    finishedAt: ends.length === runs.length ? ends.at(-1)! : null,
    fields: fieldsOf(trials.map(({ configuration }) => configuration)),
    trials,
  };
}

type Rung = { readonly rung: number; readonly ndcg: number | null };

/** Which rung a run was at: by how many windows it was judged on, 0-based. */
function rungOf({ parameters, metrics }: KeptRun): Rung {
  const { cuts } = parameters as { readonly cuts?: readonly number[] };
  return { rung: Math.max(0, (cuts?.length ?? 2) - 2), ndcg: metrics['ndcg'] ?? null };
}

/** A trial that came further is better; of those that came as far, the one with the higher mean. */
const lastOf = ({ rungs }: { readonly rungs: readonly Rung[] }): number =>
  rungs.length === 0 ? -1 : rungs.at(-1)!.rung * 10 + (rungs.at(-1)!.ndcg ?? -1);

const fieldsOf = (configurations: readonly Record<string, unknown>[]): string[] =>
  [...new Set(configurations.flatMap((of) => Object.keys(of)))].filter(
    (field) => new Set(configurations.map((of) => JSON.stringify(of[field]))).size > 1,
  );
