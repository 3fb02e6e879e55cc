import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildDataset,
  DATASET_PARAMETERS,
  loadFeedback,
  loadItems,
  loadPositives,
  loadSeen,
  loadUsers,
  tablePath,
  type Dataset,
  type DatasetInputs,
  type DatasetTable,
  type LineRange,
} from '../../../src/datasets/index.ts';
import { SILENT } from '../../../src/domain/progress.ts';
import type { Installation } from '../../../src/compose.ts';
import { sqlString } from '../../../src/store/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';
import { writeEvents, type EventRow } from '../../support/event-segments.ts';

const MINUTE = 60_000;
const tick = (user: string, item: string, minute: number, ms: number): EventRow => ({
  kind: 'watch',
  ms,
  user,
  item,
  minute,
});
const rate = (user: string, item: string, rating: number, ms: number): EventRow => ({
  kind: 'rating',
  ms,
  user,
  item,
  rating,
});

async function build(
  installation: Installation,
  segments: readonly (readonly EventRow[])[],
  {
    asOfMs = 1e12,
    parameters = {},
    catalogue = null,
  }: { asOfMs?: number; parameters?: object; catalogue?: DatasetInputs['catalogue'] } = {},
) {
  const written = [];
  for (const [index, rows] of segments.entries())
    written.push(
      await writeEvents(installation.tables, join(installation.home.temporary, `s${index}`), rows),
    );
  return buildDataset(
    { ...installation, progress: SILENT },
    {
      segments: consecutive(written),
      catalogue,
      asOfMs,
      parameters: DATASET_PARAMETERS.parse(parameters),
    },
  );
}

/** The segments as parts of one log, one after another. */
function consecutive<S extends { lines: LineRange }>(segments: readonly S[]): S[] {
  let from = 0;
  return segments.map((segment) => {
    const to = from + segment.lines.to;
    const lines = { ...segment.lines, from, to };
    from = to;
    return { ...segment, lines };
  });
}

const read = (installation: Installation, dataset: Dataset, table: DatasetTable) =>
  installation.tables.rows<Record<string, unknown>>(
    `SELECT * FROM read_parquet(${sqlString(tablePath(dataset, table))})`,
  );

describe('buildDataset', () => {
  it('folds ticks into one row per sitting, and a pause beyond the gap starts a new one', async () => {
    const installation = await temporaryInstallation();
    // Minutes 0, 1 and, five hours later, 2: two sittings when the gap is four hours.
    const { dataset } = await build(installation, [
      [
        tick('7', 'a+2000', 0, 0),
        tick('7', 'a+2000', 1, MINUTE),
        tick('7', 'a+2000', 1, MINUTE),
        tick('7', 'a+2000', 2, 300 * MINUTE),
      ],
    ]);
    expect(await read(installation, dataset, 'watches')).toEqual([
      expect.objectContaining({ started_ms: 0, ended_ms: MINUTE, minutes: 2, last_minute: 1 }),
      expect.objectContaining({ started_ms: 300 * MINUTE, minutes: 1, last_minute: 2 }),
    ]);
  });

  it('counts a whole watch with its minutes and from its beginning, and joins it to its ticks', async () => {
    const installation = await temporaryInstallation();
    const whole = { ...tick('7', 'a', 29, 40 * MINUTE), watchedMinutes: 30 };
    // Told at minute 40 and 30 minutes long, it began at minute 11. The tick at minute 41 belongs
    // to the same sitting: 31 minutes. The other movie's only watch lasted 2 minutes.
    // Movie c was watched for 300 minutes from minute 60 on, told five hours after the tick at
    // minute 59: no pause lies between them.
    const { dataset } = await build(installation, [
      [whole, tick('7', 'a', 30, 41 * MINUTE)],
      [{ ...tick('7', 'b', 1, 50 * MINUTE), watchedMinutes: 2 }],
      [
        tick('7', 'c', 0, 59 * MINUTE),
        { ...tick('7', 'c', 300, 359 * MINUTE), watchedMinutes: 300 },
      ],
    ]);
    expect(await read(installation, dataset, 'watches')).toEqual([
      expect.objectContaining({
        started_ms: 11 * MINUTE,
        ended_ms: 41 * MINUTE,
        minutes: 31,
        last_minute: 30,
      }),
      expect.objectContaining({ started_ms: 49 * MINUTE, minutes: 2, last_minute: 1 }),
      expect.objectContaining({ started_ms: 59 * MINUTE, minutes: 301, last_minute: 300 }),
    ]);
  });

  it('says what was watched and rated of a like, and since when that is known', async () => {
    const installation = await temporaryInstallation();
    const folder = installation.home.temporary;
    await installation.tables.run(
      `COPY (SELECT 'film' AS item_id, 'Film' AS title, ['Drama'] AS genres, 10 AS runtime_minutes,
        2000 AS release_year, 'en' AS language, NULL::VARCHAR AS collection)
       TO ${sqlString(join(folder, 'items.parquet'))} (FORMAT parquet)`,
    );
    // Liked at minute 2 of the first sitting, which went on to minute 4: half of ten minutes. The
    // second sitting, a day later, saw all of it; the first rating counts, not the second.
    const day = 24 * 60 * MINUTE;
    const { dataset } = await build(
      installation,
      [
        [1, 2, 4].map((minute) => tick('1', 'film', minute, minute * MINUTE)),
        [tick('1', 'film', 9, day), rate('1', 'film', 3, 2 * day), rate('1', 'film', 5, 3 * day)],
        [rate('1', 'rated', 4, 4 * day), tick('2', 'unknown', 5, 5 * day)],
      ],
      { parameters: { minWatchMinutes: 3 }, catalogue: { id: 'a'.repeat(64), folder } },
    );
    const positives = await loadPositives(installation.tables, dataset);
    const feedback = await loadFeedback(installation.tables, dataset);
    const told = [...positives.items].map((item, k) => [
      positives.itemIds[item],
      feedback.completions[k],
      feedback.completionsMs[k],
      feedback.ratings[k],
      feedback.ratingsMs[k],
    ]);
    expect(told).toEqual([
      ['film', 0.5, 4 * MINUTE, 3, 2 * day],
      ['rated', NaN, NaN, 4, 4 * day],
      ['unknown', NaN, NaN, NaN, NaN],
    ]);
  });

  it('likes a watch from the minute that is far enough, and a rating from its share of the scale', async () => {
    const installation = await temporaryInstallation();
    const { dataset } = await build(
      installation,
      [
        [
          tick('1', 'far', 1, 5),
          tick('1', 'far', 2, 6), // minute 2 is the third: liked here
          tick('1', 'short', 1, 7),
          rate('1', 'good', 4, 8),
          rate('1', 'bad', 3, 9),
        ],
      ],
      { parameters: { minWatchMinutes: 3 } },
    );
    const positives = await loadPositives(installation.tables, dataset);
    const liked = [...positives.items].map((item, k) => [
      positives.itemIds[item],
      positives.timesMs[k],
    ]);
    expect(liked).toEqual([
      ['far', 6],
      ['good', 8],
    ]);
    const seen = await loadSeen(installation.tables, dataset);
    // All four were seen; ordered by the last contact.
    expect([...seen.items].map((item) => positives.itemIds[item])).toEqual([
      'far',
      'short',
      'good',
      'bad',
    ]);
  });

  it('uses nothing that happened after the instant', async () => {
    const installation = await temporaryInstallation();
    const rows = [rate('1', 'a', 5, 10), rate('2', 'b', 5, 20), rate('3', 'c', 5, 30)];
    const { dataset } = await build(installation, [rows], { asOfMs: 20 });
    const users = await loadUsers(installation.tables, dataset);
    expect(users.map((user) => user.userId)).toEqual(['1', '2']);
    expect(dataset.manifest.content.maxTimeMs).toBe(20);
  });

  it('has one id however the same events are spread over segments and in whichever order', async () => {
    const installation = await temporaryInstallation();
    const rows = [
      tick('1', 'a', 0, 0),
      tick('2', 'a', 40, 1),
      rate('1', 'a', 5, 2),
      rate('9', 'b', 4, 2),
      { kind: 'recommendation', ms: 3, user: '1', status: 200, items: ['b', 'a'] } as const,
    ];
    const one = await build(installation, [rows]);
    const two = await build(installation, [rows.slice(2).reverse(), rows.slice(0, 2)]);
    expect(two.dataset.id).toBe(one.dataset.id);
  });

  it('changes its hash when one row differs', async () => {
    const installation = await temporaryInstallation();
    const one = await build(installation, [[rate('1', 'a', 5, 2)]]);
    const two = await build(installation, [[rate('1', 'a', 4, 2)]]);
    const hashes = [one, two].map((built) => built.dataset.manifest.content.tables.ratings.hash);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('keeps what was shown, by position', async () => {
    const installation = await temporaryInstallation();
    const { dataset } = await build(installation, [
      [
        { kind: 'recommendation', ms: 3, user: '1', status: 200, items: ['b', 'a'] },
        { kind: 'recommendation', ms: 4, user: '1', status: 400, items: [] },
      ],
    ]);
    expect(await read(installation, dataset, 'exposures')).toEqual([
      { user_id: '1', time_ms: 3, position: 1, item_id: 'b' },
      { user_id: '1', time_ms: 3, position: 2, item_id: 'a' },
    ]);
  });

  it('blocks training when nobody liked anything', async () => {
    const installation = await temporaryInstallation();
    const { findings } = await build(installation, [[rate('1', 'a', 1, 2)]]);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'no-positives', severity: 'block', count: 1 }),
    );
  });

  it('says what to do when there are no events', async () => {
    const installation = await temporaryInstallation();
    await expect(build(installation, [])).rejects.toMatchObject({ code: 'LAKE_EMPTY' });
    await expect(
      build(installation, [[rate('1', 'a', 5, 9)]], { asOfMs: 5 }),
    ).rejects.toMatchObject({
      code: 'LAKE_EMPTY',
    });
  });

  it('has items without a catalogue, untitled and counted', async () => {
    const installation = await temporaryInstallation();
    const { dataset, findings } = await build(installation, [[rate('1', 'a', 5, 2)]]);
    expect(await loadItems(installation.tables, dataset)).toEqual([
      expect.objectContaining({ itemId: 'a', title: '', genres: [], runtimeMinutes: null }),
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'uncatalogued-items', count: 1 }),
    );
  });
});
