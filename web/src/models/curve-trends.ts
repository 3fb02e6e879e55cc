import type { Run } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { figure } from '../words/numbers.ts';
import { runName } from './run-name.ts';

/** For each metric that was written down by step, the curves of all runs that have it. */
export function curveTrends(runs: readonly Run[]): readonly Trend[] {
  const names = [...new Set(runs.flatMap(({ curves }) => curves.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const found = runs.flatMap((run) =>
      run.curves
        .filter((curve) => curve.name === name && curve.points.length > 1)
        .map(({ points }) => ({ run, points })),
    );
    if (found.length === 0) return [];
    const steps = [...new Set(found.flatMap(({ points }) => points.map(({ step }) => step)))];
    const x = steps.toSorted((a, b) => a - b);
    return [
      {
        caption: name,
        xName: 'Step',
        x: x.map(String),
        unit: name,
        format: figure,
        isZoomed: true,
        series: found.map(({ run, points }) => {
          const at = new Map(points.map(({ step, value }) => [step, value]));
          return { name: runName(run), values: x.map((step) => at.get(step) ?? null) };
        }),
      },
    ];
  });
}
