import { html, number, scatterChart, section, table, wholePage } from '../pages/index.ts';
import type { Tuned } from './tune-model.ts';

/** What tuning found as one page: every trial, and NDCG against each field that was drawn. */
export function tunePage(name: string, { recipe, trials }: Tuned): string {
  const judged = trials.filter(({ score }) => Number.isFinite(score));
  const fields = Object.keys(recipe.configuration).filter(
    (field) => new Set(trials.map(({ trial }) => String(trial.configuration[field]))).size > 1,
  );
  const plots = fields.flatMap((field) => {
    const points = judged.flatMap(({ trial, score }) => {
      const value = trial.configuration[field];
      return typeof value === 'number' ? [{ name: '', x: value, y: score, error: 0 }] : [];
    });
    const title = `NDCG by ${field}`;
    return points.length === 0
      ? []
      : [
          html`<h3>${field}</h3>
            ${scatterChart(points, { title, xLabel: field, yLabel: 'NDCG' })}`,
        ];
  });
  const rows = trials.map(({ trial, score, rung }) => [
    `rung ${rung + 1}`,
    Number.isFinite(score) ? score.toFixed(4) : '–',
    ...fields.map((field) => JSON.stringify(trial.configuration[field] ?? null)),
  ]);
  return wholePage(
    { title: `Tuning of ${recipe.family}` },
    html`<h1>Tuning of ${recipe.family}</h1>
      <p class="soft">
        ${number(trials.length)} configurations on the tuning windows; the best is kept as ${name}.
      </p>
      ${section(
        'Trials',
        'The best first: by the rung that was reached, then by NDCG on its windows. Figures of different rungs are of different windows.',
        table(['reached', 'NDCG', ...fields], rows),
      )}
      ${section('By field', 'Every trial at the last rung it reached.', ...plots)}`,
  );
}
