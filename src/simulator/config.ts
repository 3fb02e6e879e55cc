import { z } from 'zod';
import { errorOf } from '../domain/errors.ts';
import { INCIDENT_KINDS } from './incident.ts';

const rate = z.number().min(0).max(1);

const faults = z.strictObject({
  /** One random letter, digit or blank is inserted anywhere. */
  inserted: rate.default(0.0007),
  /** The movie id is replaced by 8 to 55 random alphanumerics. */
  replaced: rate.default(0.0004),
  /** The same bytes come again within five minutes. */
  repeated: rate.default(0),
  /** The line comes up to five minutes late. */
  late: rate.default(0),
});

const schema = z.strictObject({
  /** Decides everything: same settings, same bytes. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  /** Accounts at the start, ids 1 … userCount. */
  userCount: z.int().min(1).max(5_000_000),
  /** Movies of the catalogue, title launches not counted. */
  itemCount: z.int().min(1).max(60_000),
  /** First instant of the log, milliseconds since the epoch, a whole second. */
  startMs: z.int().multipleOf(1000),
  /** Viewings an average account begins in a day. */
  viewingsPerUserDay: z.number().positive().max(12).default(1),
  /** New accounts a day, as a share of `userCount`. */
  newAccountRate: rate.default(0.011),
  /** Share of accounts that leave for good in a day. */
  leaveRate: rate.default(0.004),
  /** Whether `create_account` lines are written (newer installations). */
  accountLines: z.boolean().default(true),
  /** Lines of one user are spread over all partitions. */
  partitionCount: z.int().min(1).max(64).default(1),
  /** Host of the recommendation service as request lines name it. */
  host: z.string().min(1).default('recommender.showrunner.internal'),
  /** Minutes simulated before `startMs` without writing, so that the log begins in full swing. */
  warmUpMinutes: z.int().min(0).max(10_080).default(180),
  /** Share of lines damaged or repeated. */
  faults: faults.prefault({}),
  incidents: z
    .array(
      z.strictObject({
        kind: z.enum(INCIDENT_KINDS),
        fromMs: z.int(),
        toMs: z.int(),
      }),
    )
    .default([]),
});

/** Settings of a simulation, complete and checked. */
export type SimulationConfig = Readonly<z.output<typeof schema>>;
/** Settings as given; what is absent has the default written in the schema. */
export type SimulationSettings = z.input<typeof schema>;

/** Fills defaults and checks. @throws InputError `SIMULATION_SETTING`, naming the first bad one */
export function parseSimulationConfig(settings: SimulationSettings): SimulationConfig {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return Object.freeze(parsed.data);
  throw settingError(settings, parsed.error.issues[0]!);
}

function settingError(settings: SimulationSettings, issue: z.core.$ZodIssue): Error {
  if (issue.code === 'unrecognized_keys')
    return errorOf('SIMULATION_SETTING', {
      setting: [...issue.path, 'settings'].join('.'),
      found: `the key '${issue.keys[0]!}'`,
      expected: `keys among ${keysAt(issue.path[0])}`,
    });
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    settings,
  );
  return errorOf('SIMULATION_SETTING', {
    setting: issue.path.join('.'),
    found: JSON.stringify(value) ?? 'nothing',
    expected: issue.message,
  });
}

/** The known keys of the settings, or of the faults among them. */
const keysAt = (section: PropertyKey | undefined): string =>
  Object.keys(section === 'faults' ? faults.shape : schema.shape).join(', ');
