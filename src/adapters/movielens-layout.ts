import { errorOf } from '../domain/errors.ts';
import type { LineDecoder } from '../events/index.ts';
import { movielensDecoder } from './movielens-decoder.ts';
import { memberBeside, membersNamed, type Members } from './movielens-members.ts';

/** The three shapes in which GroupLens has published MovieLens. */
export type LayoutName = 'csv' | 'tabs' | 'colons';

/** Which members of a folder or archive hold what. */
export interface MovielensLayout {
  readonly name: LayoutName;
  readonly ratings: string;
  readonly movies: string;
  /** `null` where no users are published. */
  readonly users: string | null;
  readonly decoder: LineDecoder;
  /** Lines before the first rating. */
  readonly headerLines: number;
}

const SHAPES = [
  { name: 'csv', separator: ',', headerLines: 1, files: ['ratings.csv', 'movies.csv', null] },
  { name: 'tabs', separator: '\t', headerLines: 0, files: ['u.data', 'u.item', 'u.user'] },
  {
    name: 'colons',
    separator: '::',
    headerLines: 0,
    files: ['ratings.dat', 'movies.dat', 'users.dat'],
  },
] as const;

const decoderOf = ({
  name,
  separator,
}: Pick<(typeof SHAPES)[number], 'name' | 'separator'>): LineDecoder =>
  movielensDecoder(`movielens-${name}/1`, separator);

/** The decoders of all layouts, by which archived lines can be decoded anew. */
export const MOVIELENS_DECODERS: readonly LineDecoder[] = SHAPES.map(decoderOf);

/**
 * Recognises the layout by its members.
 *
 * @throws DataError `MOVIELENS_MEMBERS` when ratings or movies are missing
 */
export function recogniseLayout(members: Members): MovielensLayout {
  for (const { name, separator, headerLines, files } of SHAPES) {
    const [ratingsName, moviesName, usersName] = files;
    // Ratings, movies and users of one data set lie in one folder.
    for (const ratings of membersNamed(members, ratingsName)) {
      const movies = memberBeside(members, ratings, moviesName);
      if (movies === null) continue;
      const users = usersName === null ? null : memberBeside(members, ratings, usersName);
      const decoder = decoderOf({ name, separator });
      return { name, ratings, movies, users, decoder, headerLines };
    }
  }
  const some = members.names.slice(0, 8).join(', ');
  throw errorOf('MOVIELENS_MEMBERS', {
    path: members.path,
    found: some === '' ? 'no files' : some,
    expected: SHAPES.map(({ files }) => `${files[0]} and ${files[1]}`).join(', or '),
  });
}
