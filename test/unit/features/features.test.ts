import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDataset, DATASET_PARAMETERS } from '../../../src/datasets/index.ts';
import { itemId, userId } from '../../../src/domain/ids.ts';
import { SILENT } from '../../../src/domain/progress.ts';
import { buildFeatures, itemFeatures, userFeatures } from '../../../src/features/index.ts';
import { sqlString } from '../../../src/store/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';
import { writeEvents } from '../../support/event-segments.ts';

const DAY = 86_400_000;
const item = {
  itemId: itemId('a+2000'),
  title: 'A',
  genres: ['Drama', 'Comedy'],
  runtimeMinutes: 90,
  releaseYear: 2000,
  language: 'en',
  collection: null,
};

describe('userFeatures', () => {
  it('counts likes and days up to the instant', () => {
    // Likes on days 1, 2 and 9; as of day 4 the last one was two days ago.
    expect(userFeatures({ user: null, likedAtMs: [DAY, 2 * DAY, 9 * DAY] }, 4 * DAY)).toEqual({
      likeCount: 2,
      daysSinceLastLike: 2,
      tenure: 'new',
      ageBand: 'unknown',
      gender: 'unknown',
    });
  });

  it('calls a user returning from the fifth like on', () => {
    const likedAtMs = [1, 2, 3, 4, 5];
    expect(userFeatures({ user: null, likedAtMs }, 4).tenure).toBe('new');
    expect(userFeatures({ user: null, likedAtMs }, 5).tenure).toBe('returning');
  });

  it.each([
    [8, 'under-18'],
    [17, 'under-18'],
    [18, '18-24'],
    [64, '55-64'],
    [65, '65+'],
    [-1, 'unknown'],
    [null, 'unknown'],
  ])('puts age %s into band %s', (age, band) => {
    const user = { userId: userId('1'), age, gender: 'F' as const, occupation: null };
    expect(userFeatures({ user, likedAtMs: [] }, 0)).toMatchObject({ ageBand: band, gender: 'F' });
  });

  it('never looks at a like after the instant', () => {
    const sorted = fc.array(fc.integer({ min: 0, max: 1000 })).map((a) => a.sort((x, y) => x - y));
    fc.assert(
      fc.property(sorted, fc.integer({ min: 0, max: 1000 }), (likedAtMs, asOfMs) => {
        const known = likedAtMs.filter((ms) => ms <= asOfMs);
        expect(userFeatures({ user: null, likedAtMs }, asOfMs)).toEqual(
          userFeatures({ user: null, likedAtMs: known }, asOfMs),
        );
        expect(itemFeatures({ item, likedAtMs }, asOfMs)).toEqual(
          itemFeatures({ item, likedAtMs: known }, asOfMs),
        );
      }),
    );
  });
});

describe('itemFeatures', () => {
  it('tells recent likes from old ones and counts age from the release', () => {
    const asOfMs = Date.UTC(2026, 0, 20);
    const likedAtMs = [asOfMs - 30 * DAY, asOfMs - 7 * DAY, asOfMs - DAY, asOfMs];
    // Exactly seven days ago is no longer within the last seven days.
    expect(itemFeatures({ item, likedAtMs }, asOfMs)).toEqual({
      likeCount: 4,
      recentLikeCount: 2,
      daysSinceFirstLike: 30,
      ageYears: 26,
      genreCount: 2,
    });
  });

  it('has no age without a year and no first like before it', () => {
    expect(itemFeatures({ item: { ...item, releaseYear: null }, likedAtMs: [5] }, 4)).toMatchObject(
      {
        ageYears: null,
        daysSinceFirstLike: null,
      },
    );
  });
});

describe('buildFeatures', () => {
  it('stores for the instant of the dataset what the functions give for it', async () => {
    const installation = await temporaryInstallation();
    const segment = await writeEvents(installation.tables, join(installation.home.temporary, 's'), [
      { kind: 'rating', ms: DAY, user: '1', item: 'a', rating: 5 },
      { kind: 'rating', ms: 2 * DAY, user: '1', item: 'b', rating: 4 },
      { kind: 'rating', ms: 3 * DAY, user: '2', item: 'b', rating: 1 },
    ]);
    const { dataset } = await buildDataset(
      { ...installation, progress: SILENT },
      {
        segments: [segment],
        catalogue: null,
        asOfMs: 4 * DAY,
        parameters: DATASET_PARAMETERS.parse({}),
      },
    );
    const features = await buildFeatures(installation, dataset);
    const users = await installation.tables.rows(
      `SELECT * FROM read_parquet(${sqlString(join(features.folder, 'users.parquet'))})`,
    );
    expect(users).toEqual([
      {
        user_id: '1',
        ...userFeatures({ user: null, likedAtMs: [DAY, 2 * DAY] }, 4 * DAY),
      },
      { user_id: '2', ...userFeatures({ user: null, likedAtMs: [] }, 4 * DAY) },
    ]);
    expect((await buildFeatures(installation, dataset)).id).toBe(features.id);
  });
});
