import { resolve } from 'node:path';
import type { CatalogueRows } from '../catalogue/index.ts';
import type { Item, User } from '../domain/catalogue-records.ts';
import type { EventSource, LineDecoder } from '../events/index.ts';
import { cutBlocks } from './file-source-blocks.ts';
import { textLines } from './file-source-text.ts';
import { untilStopped } from './file-source.ts';
import { movielensMovies, movielensUsers, requireHeader } from './movielens-catalogue.ts';
import { recogniseLayout, type MovielensLayout } from './movielens-layout.ts';
import { openMembers, type Members } from './movielens-members.ts';

/** A MovieLens data set, ready to be read. */
export interface Movielens {
  readonly ratings: EventSource;
  readonly decoder: LineDecoder;
  readonly movies: CatalogueRows<Item>;
  /** `null` where none are published. */
  readonly users: CatalogueRows<User> | null;
  /** Share of the ratings' bytes that were read, 0..1; 0 before the first. */
  readShare(): number;
}

const RATINGS_HEADER = 'userId,movieId,rating,timestamp';

/**
 * Opens a MovieLens data set of any GroupLens layout, 100K to 32M, zip archive or folder.
 *
 * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `FILE_DAMAGED`,
 *   `MOVIELENS_MEMBERS`, `CATALOGUE_COLUMNS`
 */
export async function openMovielens(path: string): Promise<Movielens> {
  const absolute = resolve(path);
  const members = await openMembers(absolute);
  const layout = recogniseLayout(members);
  if (layout.headerLines > 0)
    requireHeader(
      `${absolute}: ${layout.ratings}`,
      await firstLine(members, layout),
      RATINGS_HEADER,
    );
  const totalBytes = await members.sizeOf(layout.ratings);
  const read = { bytes: 0 };
  return {
    ratings: ratingsSource(members, layout, read),
    decoder: layout.decoder,
    movies: movielensMovies(members, layout),
    users: movielensUsers(members, layout),
    readShare: () => (totalBytes === 0 ? 0 : Math.min(1, read.bytes / totalBytes)),
  };
}

async function firstLine(members: Members, { ratings }: MovielensLayout): Promise<string> {
  for await (const { text } of textLines(members.open(ratings))) return text;
  return '';
}

/** The ratings as a source with one partition; the header has no offset. */
const ratingsSource = (
  members: Members,
  { ratings, headerLines }: MovielensLayout,
  read: { bytes: number },
): EventSource => ({
  name: `movielens:${members.path}`,
  partitions: async () => [0],
  read: (_partition, fromOffset, { stop }) =>
    untilStopped(
      cutBlocks(counted(members.open(ratings), read), {
        fromOffset,
        skipLines: headerLines,
        lastLineCounts: true,
      }),
      stop,
    ),
});

/** Pieces as they are, counted from the beginning of a reading. */
async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  read: { bytes: number },
): AsyncGenerator<Uint8Array> {
  read.bytes = 0;
  for await (const piece of pieces) {
    read.bytes += piece.length;
    yield piece;
  }
}
