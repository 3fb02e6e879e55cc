import { TIERS } from '../domain/receipt.ts';
import { MAX_COUNT } from '../serving/index.ts';
import {
  array,
  boolean,
  integer,
  nullable,
  number,
  object,
  oneOf,
  string,
} from './typed-schema.ts';

/** The most users a batch may ask for. */
export const MAX_BATCH_USERS = 1_000;
const MAX_EXCLUDED = 1_000;
const MAX_WORDS = 20;

export const itemId = string({
  description: 'An item id: 1 to 500 characters.',
  minLength: 1,
  maxLength: 500,
});
export const userIdDigits = string({
  description: 'A user id: one or more digits.',
  pattern: '^[0-9]+$',
});
export const countUpTo = (most: number, fallback: number) =>
  integer({
    description: `How many items: 1 to ${most}; ${fallback} where absent.`,
    minimum: 1,
    maximum: most,
    default: fallback,
  });

const year = (which: string) =>
  integer({
    description: `The ${which} year of release that is wanted: 1800 to 2200.`,
    minimum: 1800,
    maximum: 2200,
  });
const exclude = array(itemId, {
  description: `Up to ${MAX_EXCLUDED} item ids that must not come.`,
  maxItems: MAX_EXCLUDED,
});
const genres = array(string({ minLength: 1, maxLength: 100 }), {
  description: `Up to ${MAX_WORDS} genres; an item must have one of them.`,
  minItems: 1,
  maxItems: MAX_WORDS,
});
const languages = array(string({ pattern: '^[A-Za-z]{2,3}$' }), {
  description: `Up to ${MAX_WORDS} languages by ISO 639-1; an item must be in one of them.`,
  minItems: 1,
  maxItems: MAX_WORDS,
});
const explain = boolean({
  description: 'true or false: whether reasons name the items of the history that led there.',
  default: false,
});

/** The query of a list: commas, or the same name again, separate the members of a parameter. */
export const LIST_QUERY = object(
  {},
  {
    defaulted: { count: countUpTo(MAX_COUNT, MAX_COUNT), explain },
    optional: {
      exclude,
      genre: genres,
      language: languages,
      yearFrom: year('first'),
      yearTo: year('last'),
    },
  },
);

/** What a batch asks: the same for all of its users. */
export const BATCH_BODY = object(
  {
    userIds: array(string({ pattern: '^[0-9]+$', maxLength: 400 }), {
      description: `1 to ${MAX_BATCH_USERS} user ids: strings of one or more digits.`,
      minItems: 1,
      maxItems: MAX_BATCH_USERS,
    }),
  },
  {
    defaulted: { count: countUpTo(MAX_COUNT, MAX_COUNT), explain },
    optional: {
      exclude,
      filters: object(
        {},
        { optional: { genres, languages, yearFrom: year('first'), yearTo: year('last') } },
      ),
    },
  },
);

export const title = nullable(string());
export const named = object({ itemId, title });
const tier = oneOf(TIERS);

const recommended = object({
  itemId,
  position: integer({ minimum: 1, maximum: MAX_COUNT }),
  title,
  score: nullable(number()),
  reason: object({ kind: tier }, { optional: { because: array(named, { maxItems: 2 }) } }),
});

/** What every list says of itself. */
export const listProperties = {
  receiptId: string({ format: 'uuid' }),
  tier,
  modelVersion: nullable(string()),
  items: array(recommended, { maxItems: MAX_COUNT }),
};
export const USER_LIST = object({ userId: userIdDigits, ...listProperties });
