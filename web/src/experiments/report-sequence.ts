import type { ExperimentReport } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { count, figure, percent } from '../words/numbers.ts';
import { metricWords } from './metric-words.ts';

/** How the effect and its interval went; each step is a curve of its own. `null` below two points. */
export function reportSequence({ sequence, plan }: ExperimentReport): Trend | null {
  if (sequence.length < 2) return null;
  const { title, unit, times } = metricWords(plan.metric);
  const steps = [...new Set(sequence.map(({ step }) => step))];
  const within = (step: number, of: (point: (typeof sequence)[number]) => number) =>
    sequence.map((point) => (point.step === step ? of(point) * times : null));
  return {
    caption: `Treatment minus control, ${title}; each step of the ramp begins anew`,
    xName: 'Viewers whose window has closed, both arms',
    x: sequence.map(({ cumulative }) => count(cumulative)),
    unit,
    format: figure,
    reference: { value: 0, name: 'no difference' },
    series: steps.map((step) => ({
      name: `Step ${step}: ${percent(plan.ramp[step - 1] ?? 0)}`,
      values: within(step, ({ difference }) => difference),
      low: within(step, ({ low }) => low),
      high: within(step, ({ high }) => high),
    })),
  };
}
