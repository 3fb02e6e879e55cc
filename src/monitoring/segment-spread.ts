import type { DaySource } from './day-source.ts';
import type { KnownCatalogue } from './known-catalogue.ts';
import { ratio, rounded } from './ratio.ts';
import { KEYS } from './segment-sums.ts';
import type { Dimension, SegmentMeasures } from './segments-schema.ts';

/** How the exposures of a segment lie over movies, genres and places. */
export type SegmentSpread = Pick<
  SegmentMeasures,
  'catalogueRate' | 'exposureGini' | 'genreDistance' | 'byPosition'
>;

/** Divides by every number of genres up to 10: weights are whole and sums exact. */
const GENRE_WEIGHT = 2520;

/** By group of a dimension. */
export async function loadSegmentSpread(
  source: DaySource,
  dimension: Dimension,
  known: KnownCatalogue,
): Promise<ReadonlyMap<string, SegmentSpread>> {
  const evenness = await loadEvenness(source, dimension, known);
  const distances = await loadGenreDistances(source, dimension, known);
  const positions = await loadPositions(source, dimension);
  return new Map(
    evenness.map(({ group, ...rest }) => [
      group,
      {
        ...rest,
        genreDistance: distances.get(group) ?? null,
        byPosition: (positions.get(group) ?? []).map(({ group: _group, ...place }) => place),
      },
    ]),
  );
}

interface EvennessRow {
  readonly group: string;
  readonly items: number;
  readonly known: number;
  readonly exposures: number;
  /** Σ rank · exposures, ranks from 1 for the movie shown least. */
  readonly ranked: number;
}

async function loadEvenness(
  { tables, table }: DaySource,
  dimension: Dimension,
  { items, itemCount }: KnownCatalogue,
): Promise<({ readonly group: string } & Pick<SegmentSpread, 'catalogueRate' | 'exposureGini'>)[]> {
  const rows = await tables.rows<EvennessRow>(`WITH counts AS (
      SELECT ${KEYS[dimension]} AS g, item_id, count(*) AS n FROM ${table('exposed')} GROUP BY ALL
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY g ORDER BY n, item_id) AS rank FROM counts
    )
    SELECT g AS "group", count(*) AS items, count(i.item_id) AS known,
      CAST(sum(n) AS BIGINT) AS exposures, CAST(sum(n * rank) AS BIGINT) AS ranked
    FROM ranked LEFT JOIN (SELECT item_id FROM ${items}) AS i USING (item_id) GROUP BY g ORDER BY g`);
  return rows.map((row) => ({
    group: row.group,
    catalogueRate: itemCount === null ? null : ratio(row.known, itemCount),
    exposureGini: giniOf(row, Math.max(itemCount ?? 0, row.items)),
  }));
}

/**
 * Gini's coefficient of the exposures over `among` movies, those never shown among them:
 *
 *     2·Σ i·xᵢ / (n·Σ x) − (n+1)/n        x ascending, i from 1
 */
function giniOf({ items, exposures, ranked }: EvennessRow, among: number): number | null {
  if (exposures === 0) return null;
  const ranks = (among - items) * exposures + ranked;
  return rounded(Math.max(0, (2 * ranks) / (among * exposures) - (among + 1) / among));
}

async function loadGenreDistances(
  { tables, table }: DaySource,
  dimension: Dimension,
  { items }: KnownCatalogue,
): Promise<ReadonlyMap<string, number>> {
  const key = KEYS[dimension];
  const whose =
    dimension === 'popularity'
      ? `(SELECT popularity AS g, item_id, day_minutes FROM ${table('seated')})`
      : `(SELECT g, item_id, day_minutes FROM ${table('seated')} JOIN
          (SELECT DISTINCT ${key} AS g, user_id FROM ${table('exposed')}) USING (user_id))`;
  const rows = await tables.rows<GenreRow>(`WITH genres AS (
      SELECT item_id, unnest(genres) AS genre, ${GENRE_WEIGHT} // len(genres) AS weight FROM ${items}
      WHERE len(genres) > 0
    ), shown AS (
      SELECT g, genre, sum(n * weight) AS shown
      FROM (SELECT ${key} AS g, item_id, count(*) AS n FROM ${table('exposed')} GROUP BY ALL)
      JOIN genres USING (item_id) GROUP BY ALL
    ), watched AS (
      SELECT g, genre, sum(minutes * weight) AS watched
      FROM (SELECT g, item_id, sum(day_minutes) AS minutes FROM ${whose} GROUP BY ALL)
      JOIN genres USING (item_id) GROUP BY ALL
    )
    SELECT g AS "group", CAST(coalesce(shown, 0) AS DOUBLE) AS shown,
      CAST(coalesce(watched, 0) AS DOUBLE) AS watched
    FROM shown FULL JOIN watched USING (g, genre) ORDER BY g, genre`);
  return new Map(
    [...Map.groupBy(rows, ({ group }) => group)].flatMap(([group, genres]) => {
      const distance = hellinger(genres);
      return distance === null ? [] : [[group, distance] as const];
    }),
  );
}

interface GenreRow {
  readonly group: string;
  readonly shown: number;
  readonly watched: number;
}

/** √(1 − Σ √(p·q)), in [0, 1]; `null` where one of the two has nothing. */
function hellinger(genres: readonly GenreRow[]): number | null {
  const [shown, watched] = [
    genres.reduce((sum, genre) => sum + genre.shown, 0),
    genres.reduce((sum, genre) => sum + genre.watched, 0),
  ];
  if (shown === 0 || watched === 0) return null;
  const overlap = genres.reduce(
    (sum, genre) => sum + Math.sqrt((genre.shown / shown) * (genre.watched / watched)),
    0,
  );
  return rounded(Math.sqrt(Math.max(0, 1 - overlap)));
}

type PositionRow = SegmentMeasures['byPosition'][number] & { readonly group: string };

async function loadPositions(
  { tables, table }: DaySource,
  dimension: Dimension,
): Promise<ReadonlyMap<string, readonly PositionRow[]>> {
  const rows = await tables.rows<PositionRow>(`SELECT ${KEYS[dimension]} AS "group", position,
      count(*) AS exposures, count(*) FILTER (WHERE is_watched) AS watches
    FROM ${table('exposed')} GROUP BY ALL ORDER BY 1, 2`);
  return Map.groupBy(rows, ({ group }) => group);
}
