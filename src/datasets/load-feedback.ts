import { sqlString, type Tables } from '../store/index.ts';
import { tablePath, type Dataset, type DatasetTable } from './dataset.ts';
import type { Feedback } from './positives.ts';

/**
 * How much of each liked item was watched and how it was rated, parallel to what `loadPositives`
 * gives. Only the sitting in which the item became liked and the first rating count, so that with
 * the instants beside them every value is what was known at a given instant, no later one.
 *
 * Cost: joins the positives with watches and ratings; 24 bytes a positive.
 */
export async function loadFeedback(tables: Tables, dataset: Dataset): Promise<Feedback> {
  const { rowCount } = dataset.manifest.content.tables.positives;
  const feedback = {
    completions: new Float32Array(rowCount),
    completionsMs: new Float64Array(rowCount),
    ratings: new Float32Array(rowCount),
    ratingsMs: new Float64Array(rowCount),
  };
  const columns = Object.values(feedback);
  let at = 0;
  await tables.columns(statementFor(dataset), (values, count) => {
    for (let k = 0; k < count; k++, at++)
      columns.forEach((column, c) => (column[at] = (values[c]![k] as number | null) ?? NaN));
  });
  return feedback;
}

function statementFor(dataset: Dataset): string {
  const at = (table: DatasetTable): string => sqlString(tablePath(dataset, table));
  return `
    WITH liked AS (
      SELECT positives.file_row_number AS row, user_id, item_id, time_ms
      FROM read_parquet(${at('positives')}, file_row_number = true) AS positives
      JOIN read_parquet(${at('users')}) AS users USING (user_index)
      JOIN read_parquet(${at('items')}) AS items USING (item_index)
    ), watched AS (
      SELECT row, max(completion) AS completion, max(ended_ms) AS completion_ms
      FROM liked JOIN read_parquet(${at('watches')}) USING (user_id, item_id)
      WHERE completion IS NOT NULL AND started_ms <= time_ms AND ended_ms >= time_ms
      GROUP BY row
    ), rated AS (
      SELECT user_id, item_id, arg_min(rating, time_ms) AS rating, min(time_ms) AS rating_ms
      FROM read_parquet(${at('ratings')}) GROUP BY user_id, item_id
    )
    SELECT completion, completion_ms, rating, rating_ms
    FROM liked LEFT JOIN watched USING (row) LEFT JOIN rated USING (user_id, item_id)
    ORDER BY row`;
}
