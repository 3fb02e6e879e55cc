import { z } from 'zod';

const item = z.string().min(1).max(500).meta({ range: 'the id of an item' });
const genre = z.string().min(1).meta({ range: 'the name of a genre' });
const age = z.int().min(1).max(120).meta({ range: 'years from 1 to 120' });
const count = z.int().min(1).max(1000).meta({ range: 'a whole number from 1 to 1000' });

/** `YYYY-MM-DD` (midnight UTC) or an instant of ISO 8601 with its zone. */
const instant = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
  )
  .meta({ range: 'YYYY-MM-DD, or an instant such as 2026-01-31T18:00:00Z' });

const window = z.strictObject({ item, from: instant.optional(), until: instant.optional() });

const ageLimit = z.strictObject({
  /** Years that a viewer must have; limits that apply to one item add up to the highest. */
  minimumAge: age,
  genres: z.array(genre).default([]),
  items: z.array(item).default([]),
});

const segment = z.strictObject({
  /** Whom it is for; a viewer of whom the catalogue does not say it is not meant. */
  minimumAge: age.optional(),
  maximumAge: age.optional(),
  gender: z.enum(['F', 'M']).optional().meta({ range: 'F or M' }),
});

const pin = z.strictObject({
  item,
  /** 1-based place in the list. */
  position: z.int().min(1).max(20).meta({ range: 'a place from 1 to 20' }),
  segment: segment.optional(),
});

const boost = z
  .strictObject({
    item: item.optional(),
    genre: genre.optional(),
    /** Above 1 raises, below 1 lowers, whatever the sign of the score. */
    multiply: z.number().positive().max(1000).optional().meta({ range: 'above 0 and up to 1000' }),
    add: z.number().min(-1e6).max(1e6).optional().meta({ range: 'a number up to a million' }),
  })
  .refine((of) => (of.item === undefined) !== (of.genre === undefined), {
    error: 'either an item or a genre',
  })
  .refine((of) => of.multiply !== undefined || of.add !== undefined, {
    error: 'multiply, add or both',
  });

/** What a `rules.yaml` may say. Everything may be left out; an empty file holds no rule but `seen`. */
export const RULES_SCHEMA = z.strictObject({
  /** After how many days an item that was watched or rated may be shown again; null: never. */
  seen: z
    .strictObject({
      rewatchAfterDays: z
        .number()
        .min(0)
        .max(36_500)
        .nullable()
        .default(null)
        .meta({ range: 'days from 0 to 36500, or null' }),
    })
    .prefault({}),
  /** When items may be shown; an item that is not named may always be. */
  availability: z.array(window).default([]),
  ageLimits: z.array(ageLimit).default([]),
  /** What a viewer of unknown age counts as. */
  unknownAge: z.enum(['minor', 'adult']).default('minor').meta({ range: 'minor or adult' }),
  /** From this age on a viewer is an adult: only adults are explored on. */
  adultAge: age.default(18),
  blocked: z.array(item).default([]),
  pins: z.array(pin).default([]),
  boosts: z.array(boost).default([]),
  /** At most so many items of one collection, and of one genre, on a list. */
  caps: z.strictObject({ collection: count.optional(), genre: count.optional() }).prefault({}),
  /** Trades score for other genres; 1 is the order of scores. */
  diversity: z
    .strictObject({
      lambda: z.number().min(0).max(1).meta({ range: '0 to 1' }),
    })
    .optional()
    .meta({ range: 'lambda, from 0 to 1' }),
  /** How many candidates boosts and diversity choose from. */
  pool: z.int().min(20).max(2000).default(200).meta({ range: 'a whole number from 20 to 2000' }),
  exploration: z
    .strictObject({
      /** Probability that a place is given to an item from beyond the top; 0 turns it off. */
      share: z.number().min(0).max(0.5).default(0).meta({ range: '0 to 0.5' }),
      /** How many items beyond the list are drawn from, each equally likely. */
      depth: count.default(50),
      /** Places before this one are never drawn. */
      fromPosition: z.int().min(1).max(20).default(1).meta({ range: 'a place from 1 to 20' }),
      /** Titles of the catalogue that no model knows yet and that join what is drawn from. */
      newTitles: z.int().min(0).max(1000).default(0).meta({ range: '0 to 1000' }),
      seed: z.int().min(0).default(1).meta({ range: 'a whole number from 0' }),
    })
    .prefault({}),
});

/** A checked `rules.yaml`. */
export type RulesDocument = z.output<typeof RULES_SCHEMA>;

/** The published schema of `rules.yaml`. */
export const rulesJsonSchema = (): unknown => ({
  ...z.toJSONSchema(RULES_SCHEMA, { io: 'input', unrepresentable: 'any' }),
  title: 'rules.yaml',
});
