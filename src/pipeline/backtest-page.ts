import {
  barChart,
  html,
  number,
  percent,
  scatterChart,
  section,
  table,
  wholePage,
  type Html,
} from '../pages/index.ts';
import type { BacktestResult } from './backtest.ts';

/** What a page of a backtest is about. */
export interface BacktestReport {
  readonly k: number;
  readonly seed: number;
  readonly results: readonly BacktestResult[];
  readonly skipped: readonly { readonly model: string; readonly reason: string }[];
}

/** A backtest as one page that needs nothing else: table, plots, slices, learning curves. */
export function backtestPage(report: BacktestReport): string {
  const { k, results, skipped } = report;
  const unjudged = results[0]?.usersWithoutTraining ?? 0;
  return wholePage(
    { title: 'Backtest' },
    html`<h1>Backtest</h1>
      <p class="soft">
        ${number(results[0]?.users ?? 0)} users judged; ${number(unjudged)} users of the test rows
        have no training row and are not. Lists of ${k}, seed ${report.seed}. Every row is a
        positive; training items are left out of the lists.
      </p>
      ${figures(report)} ${plot(report)} ${slices(report)} ${results.map(curve)}
      ${skipped.map(({ model, reason }) => section(`${model} was left out`, reason))}`,
  );
}

function figures({ k, results }: BacktestReport): Html {
  const head = [`NDCG@${k}`, '± s.e.', `recall@${k}`, 'recall, at most K', 'MAP', 'MRR'];
  const more = ['coverage', 'Gini', 'novelty, bits', 'seconds', 'MB'];
  const rows = results.map((r) => [
    r.model,
    r.ndcg.toFixed(4),
    r.ndcgStandardError?.toFixed(4) ?? '–',
    ...[r.recall, r.truncatedRecall, r.map, r.mrr].map((value) => value.toFixed(4)),
    percent(r.coverage),
    r.gini.toFixed(3),
    r.novelty.toFixed(2),
    r.trainSeconds.toFixed(1),
    (r.bytes / 1e6).toFixed(1),
  ]);
  return section(
    'Figures',
    'Means over users. Models are judged on the same users: differences are surer than the standard errors say.',
    table(['model', ...head, ...more], rows),
  );
}

const plot = ({ k, results }: BacktestReport): Html =>
  section(
    'Accuracy against coverage',
    'Upper right is better: right lists that show much of the catalogue. Bars reach one standard error.',
    scatterChart(
      results.map((r) => ({
        name: r.model,
        x: r.coverage,
        y: r.ndcg,
        error: r.ndcgStandardError ?? 0,
      })),
      {
        title: `NDCG@${k} against coverage of every model`,
        xLabel: 'coverage: share of the training items in any list',
        yLabel: `NDCG@${k}`,
      },
    ),
  );

const FACETS = {
  popularity: 'items in the % of popularity',
  history: 'users with % training rows',
} as const;

function slices({ k, results }: BacktestReport): Html {
  const charts = (results[0]?.slices ?? []).map((slice, s) => {
    const title = FACETS[slice.facet].replace('%', slice.name);
    const bars = results.map(({ model, slices: own }) => ({
      label: model,
      title: `${model}: ${own[s]!.ndcg.toFixed(4)}`,
      parts: [{ value: 100 * own[s]!.ndcg, colour: 'good' as const }],
    }));
    return html`<h3>${title}, ${number(slice.users)} users</h3>
      ${barChart(bars, { title, unit: `100 · NDCG@${k}`, height: 180 })}`;
  });
  return section(
    'Slices',
    'The same lists, judged on a part: by the test items that count, and by how much is known of a user.',
    ...charts,
  );
}

function curve({ model, curve: points }: BacktestResult): Html | null {
  if (points.length === 0) return null;
  return section(
    `Learning curve of ${model}`,
    'The loss of training after every epoch.',
    scatterChart(
      points.map(({ epoch, loss }) => ({ name: '', x: epoch, y: loss, error: 0 })),
      { title: `loss of ${model} by epoch`, xLabel: 'epoch', yLabel: 'loss' },
    ),
  );
}
