import { z } from 'zod';

const PATH = 'a dotted path such as user.id, a list of keys, or {constant: VALUE}';
const ranged = <T extends z.ZodType>(type: T, range: string): T => type.meta({ range }) as T;

/** Where a value stands in the object of a line. */
const place = ranged(
  z.union([
    z.string().regex(/^[^.]+(\.[^.]+)*$/),
    z.array(z.string().min(1)).min(1),
    z.strictObject({ constant: z.union([z.string().min(1), z.number()]) }),
  ]),
  PATH,
);
export type Place = z.output<typeof place>;

/** Units that a length of time can be told in. */
export const DURATION_UNITS = ['ms', 's', 'min', 'h'] as const;

const duration = z.strictObject({
  at: place,
  unit: ranged(z.enum(DURATION_UNITS).default('min'), `one of ${DURATION_UNITS.join(', ')}`),
});
export type DurationPlace = z.output<typeof duration>;

const watch = z
  .strictObject({
    as: z.literal('watch'),
    item: place.optional(),
    /** How far into the item a moment of playing is, told while it plays. */
    minute: duration.optional(),
    /** How much was watched, told once when it is over. */
    minutes: duration.optional(),
    /** Which share of the runtime was watched, told once when it is over. */
    completion: z
      .strictObject({
        at: place,
        of: ranged(z.union([z.literal(1), z.literal(100)]).default(1), '1 or 100 for the whole'),
      })
      .optional(),
    runtime: duration.optional(),
  })
  .refine(
    ({ minute, minutes, completion }) =>
      [minute, minutes, completion].filter((given) => given !== undefined).length === 1,
    'exactly one of minute, minutes and completion',
  )
  .refine(
    ({ completion, runtime }) => (completion === undefined) === (runtime === undefined),
    'runtime with completion, and only with it',
  );

const number = (range: string) => ranged(z.number(), range);

const rating = z
  .strictObject({
    as: z.literal('rating'),
    item: place.optional(),
    value: place,
    scale: z
      .strictObject({
        from: number('the lowest value'),
        to: number('the highest value'),
        /** Top of the scale that values are brought to, in proportion; as they are without it. */
        onto: ranged(z.union([z.literal(5), z.literal(10)]).optional(), '5 or 10'),
      })
      .refine(({ from, to }) => from < to && to > 0, 'from below to, and to above 0')
      .optional(),
    /** Ratings for values that are words. */
    words: ranged(
      z.record(z.string(), z.number().gt(0).max(10)).optional(),
      'words with ratings from above 0 to 10',
    ),
  })
  .refine(
    ({ scale, words }) => (scale === undefined) !== (words === undefined),
    'one of scale and words',
  );

const recommendation = z.strictObject({
  as: z.literal('recommendation'),
  /** The list of ids, best first. */
  items: place,
  /** Where the id is in each element, when elements are objects. */
  each: ranged(z.string().min(1).optional(), 'a dotted path inside an element'),
  status: place.default({ constant: 200 }),
  latency: duration.default({ at: { constant: 0 }, unit: 'ms' }),
  host: place.default({ constant: 'service' }),
  error: place.optional(),
});

const account = z.strictObject({ as: z.literal('account') });

/** How a time is written. */
export const TIME_FORMATS = [
  'iso',
  'iso-utc',
  'epoch-s',
  'epoch-ms',
  'epoch-us',
  'epoch-ns',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** A mapping: where in the JSON objects of another service's events the parts of an event are. */
export const MAPPING = z
  .strictObject({
    time: z.strictObject({
      at: place,
      format: ranged(z.enum(TIME_FORMATS), `one of ${TIME_FORMATS.join(', ')}`),
    }),
    user: place,
    /** Where the item is, for kinds that do not say it themselves. */
    item: place.optional(),
    kind: place,
    /** By the value of `kind`, what such an event is. */
    kinds: ranged(
      z.record(
        z.string(),
        ranged(
          z.discriminatedUnion('as', [watch, rating, account, recommendation]),
          'as: watch, rating, account or recommendation, with its fields',
        ),
      ),
      'at least one kind with as: watch, rating, account or recommendation',
    ),
    /** Values of `kind` that are left out on purpose. */
    ignore: ranged(z.array(z.string()).default([]), 'a list of kinds'),
  })
  .refine(({ kinds }) => Object.keys(kinds).length > 0, 'at least one kind under kinds')
  .refine(
    ({ item, kinds }) =>
      item !== undefined ||
      Object.values(kinds).every((k) => k.as === 'account' || 'items' in k || k.item !== undefined),
    'item, here or in every watch and rating',
  )
  .meta({ title: 'Showrunner mapping of JSON events' });

export type Mapping = z.output<typeof MAPPING>;
export type KindMapping = Mapping['kinds'][string];

/** The published description of a mapping file. */
export const mappingJsonSchema = (): object => z.toJSONSchema(MAPPING, { io: 'input' });
