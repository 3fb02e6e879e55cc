import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Entry, open, type ZipFile } from 'yauzl';
import type { Positives } from '../../src/datasets/index.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import { seededRng } from '../../src/math/rng.ts';
import { positivesOf } from '../../src/pipeline/index.ts';

/** MovieLens ml-latest-small, where the folder of shared data is at hand. */
export const MOVIELENS_ZIP = join(
  import.meta.dirname,
  '../../../shared/data/movielens/ml-latest-small.zip',
);

/** The text of one member of a zip file. */
async function memberOf(path: string, member: string): Promise<string> {
  const zip = await promisify<string, { lazyEntries: true }, ZipFile>(open)(path, {
    lazyEntries: true,
  });
  const entry = await new Promise<Entry>((resolve, reject) => {
    zip.on('entry', (found: Entry) =>
      found.fileName.endsWith(`/${member}`) ? resolve(found) : zip.readEntry(),
    );
    zip.on('end', () => reject(new Error(`no ${member} in ${path}`)));
    zip.readEntry();
  });
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry);
  const text = (await buffer(stream)).toString();
  zip.close();
  return text;
}

type OpenStream = (
  entry: Entry,
  done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
) => void;

/** Ratings of 4 and more as positives, in order of time, ties in an order that the seed decides. */
export async function movielensPositives(seed: number): Promise<Positives> {
  const lines = (await memberOf(MOVIELENS_ZIP, 'ratings.csv')).trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split(',') as [string, string, string, string]);
  const liked = rows.filter(([, , rating]) => Number(rating) >= 4);
  seededRng(seed, 'ties').shuffle(liked);
  const users = [...new Set(liked.map(([user]) => user))];
  const items = [...new Set(liked.map(([, item]) => item))];
  const userRows = new Map(users.map((user, row) => [user, row]));
  const itemRows = new Map(items.map((item, row) => [item, row]));
  return positivesOf({
    userIds: users.map(userId),
    itemIds: items.map(itemId),
    users: Uint32Array.from(liked, ([user]) => userRows.get(user)!),
    items: Uint32Array.from(liked, ([, item]) => itemRows.get(item)!),
    timesMs: Float64Array.from(liked, ([, , , seconds]) => Number(seconds) * 1000),
  });
}
