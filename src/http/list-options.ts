import { itemId } from '../domain/ids.ts';
import type { ListFilters, RecommendOptions } from '../serving/index.ts';
import type { BATCH_BODY, LIST_QUERY } from './list-schemas.ts';
import type { TypeOf } from './typed-schema.ts';

/** What is asked of a list, in the words of the API. */
interface Asked {
  readonly count: number;
  readonly explain: boolean;
  readonly exclude?: readonly string[] | undefined;
  readonly filters?: AskedFilters | undefined;
}

interface AskedFilters {
  readonly genres?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
}

export const optionsOfQuery = (query: TypeOf<typeof LIST_QUERY>): RecommendOptions =>
  optionsOf({ ...query, filters: { ...query, genres: query.genre, languages: query.language } });

export const optionsOfBody = (body: TypeOf<typeof BATCH_BODY>): RecommendOptions => optionsOf(body);

function optionsOf({ count, explain, exclude, filters = {} }: Asked): RecommendOptions {
  const { genres, languages, yearFrom, yearTo } = filters;
  const narrowed: ListFilters = {
    ...(genres === undefined ? {} : { genres }),
    ...(languages === undefined ? {} : { languages }),
    ...(yearFrom === undefined ? {} : { fromYear: yearFrom }),
    ...(yearTo === undefined ? {} : { toYear: yearTo }),
  };
  return {
    count,
    ...(explain ? { explain } : {}),
    ...(exclude === undefined ? {} : { exclude: exclude.map(itemId) }),
    ...(Object.keys(narrowed).length === 0 ? {} : { filters: narrowed }),
  };
}
