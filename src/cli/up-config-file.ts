import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import {
  DEFAULT_GROUP,
  DEFAULT_SESSION_MS,
  KAFKA_URL_FORM,
  parseKafkaUrl,
  SASL_MECHANISMS,
} from '../adapters/index.ts';
import { firstProblem, readYaml } from '../configuration/index.ts';
import { errorOf } from '../domain/errors.ts';
import { CANARY_SETTINGS, MAX_HOLDOUT_RATE } from '../rollout/index.ts';
import { EMBEDDED } from './event-source-option.ts';
import type { SourceSettings } from './source-settings.ts';

/** How long a list waits for who assigns users, and at most. */
export const ASSIGNMENT_MS = 20;
const MAX_ASSIGNMENT_MS = 100;

const port = (usual: number) =>
  z.int().min(1).max(65_535).default(usual).meta({ range: 'a port from 1 to 65535' });

const schema = z.strictObject({
  /** Folder that holds everything; `--home` comes first. */
  home: z.string().min(1).optional().meta({ range: 'a folder' }),
  /** The log that is followed. */
  source: z
    .string()
    .refine((text) => /^(file:.|log:$)/.test(text) || parseKafkaUrl(text) !== null)
    .meta({ range: `file:PATH, ${KAFKA_URL_FORM} or log:` }),
  /** What lines of JSON mean; without it they are the movie service's own. */
  mapping: z.string().min(1).optional().meta({ range: 'a mapping.yaml' }),
  /** How to reach a topic and as who; of no meaning for a file. */
  kafka: z
    .strictObject({
      group: z.string().min(1).default(DEFAULT_GROUP).meta({ range: 'a name' }),
      member: z.string().min(1).optional().meta({ range: 'a name' }),
      sessionSeconds: z
        .number()
        .min(1)
        .max(1800)
        .default(DEFAULT_SESSION_MS / 1000)
        .meta({ range: 'seconds from 1 to 1800' }),
      tls: z
        .strictObject({
          ca: z.string().min(1).optional().meta({ range: 'a PEM file' }),
          cert: z.string().min(1).optional().meta({ range: 'a PEM file' }),
          key: z.string().min(1).optional().meta({ range: 'a PEM file' }),
        })
        .optional()
        .meta({ range: 'ca, cert and key, each a PEM file; {} for the authorities of the system' }),
      sasl: z
        .strictObject({
          mechanism: z.enum(SASL_MECHANISMS).meta({ range: SASL_MECHANISMS.join(', ') }),
          username: z.string().min(1).meta({ range: 'a name' }),
          /** Never the password itself. */
          passwordVariable: z
            .string()
            .regex(/^[A-Za-z_]\w*$/)
            .meta({ range: 'the name of an environment variable' }),
        })
        .optional()
        .meta({ range: 'mechanism, username and passwordVariable' }),
    })
    .prefault({}),
  catalogue: z
    .strictObject({
      /** APIs that are asked about ids while lines are read; files come before them. */
      from: z
        .string()
        .regex(/^https?:\/\/[^/@]+\/?$/)
        .optional()
        .meta({ range: 'http://HOST:PORT; credentials come from the environment' }),
      rate: z.number().positive().optional().meta({ range: 'requests a second above 0' }),
      movies: z.string().min(1).optional().meta({ range: 'a file (.jsonl[.gz])' }),
      users: z.string().min(1).optional().meta({ range: 'a file (.csv[.gz])' }),
      complete: z.boolean().default(false).meta({ range: 'true or false' }),
      timeless: z.boolean().default(false).meta({ range: 'true or false' }),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      train: z
        .enum(['event-time', 'wall-clock'])
        .default('event-time')
        .meta({ range: 'event-time or wall-clock' }),
      hour: z.int().min(0).max(23).default(0).meta({ range: 'a whole number from 0 to 23 (UTC)' }),
      firstAfterDays: z.number().min(0).max(365).default(1).meta({ range: 'days from 0 to 365' }),
      everyDays: z.int().min(1).max(365).default(1).meta({ range: 'whole days from 1 to 365' }),
      onDrift: z.boolean().default(false).meta({ range: 'true or false' }),
      afterLines: z.int().min(1).nullable().default(null).meta({ range: 'lines, 1 or more' }),
      timeoutMinutes: z
        .number()
        .gt(0)
        .max(10_080)
        .default(120)
        .meta({ range: 'minutes above 0, at most 10080' }),
      canary: CANARY_SETTINGS,
      release: z.enum(['gate', 'canary']).default('gate').meta({ range: 'gate or canary' }),
    })
    .prefault({}),
  /** What `run --set` takes, such as `als.factorCount: 64`. */
  pipeline: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .meta({ range: 'settings as of run --set, such as als.factorCount: 64' }),
  /** How lists are made. */
  serving: z
    .strictObject({
      /** Share of users whose lists are not personal; without it what holds already stays. */
      holdout: z
        .number()
        .min(0)
        .max(MAX_HOLDOUT_RATE)
        .optional()
        .meta({ range: `a share of users from 0 to ${MAX_HOLDOUT_RATE}` }),
      /** Who says the arms of users in experiments that are `assignedBy: provider`. */
      assignment: z
        .strictObject({
          /** Exports an OpenFeature provider. */
          module: z.string().min(1).meta({ range: 'a JavaScript module' }),
          timeoutMs: z
            .number()
            .min(1)
            .max(MAX_ASSIGNMENT_MS)
            .default(ASSIGNMENT_MS)
            .meta({ range: `milliseconds from 1 to ${MAX_ASSIGNMENT_MS}` }),
        })
        .optional()
        .meta({ range: 'module and timeoutMs' }),
    })
    .prefault({}),
  /** Folder of data contracts. */
  contracts: z.string().min(1).optional().meta({ range: 'a folder of contracts' }),
  /** What lists must and must not hold; without it the rules.yaml of the home. */
  rules: z.string().min(1).optional().meta({ range: 'a rules.yaml' }),
  host: z.string().min(1).optional().meta({ range: 'an address of this machine' }),
  ports: z
    .strictObject({ public: port(8082), control: port(8090), simulated: port(8080) })
    .prefault({}),
});

type Parsed = z.output<typeof schema>;

/** A configuration, complete and checked; paths are absolute. */
export type UpConfig = Readonly<
  Omit<Parsed, 'source' | 'kafka'> & { readonly source: SourceSettings }
>;

/** What a first configuration looks like. */
export const EXAMPLE_CONFIG = `source: file:/var/log/movielog.log
catalogue:
  movies: movies.jsonl.gz
  users: users.csv.gz
  complete: true`;

/**
 * Reads a configuration. Relative paths in it are relative to its folder.
 *
 * @throws InputError `UP_CONFIG_INVALID`, naming line and field; `UP_NOTHING_TO_RUN` when there is
 *   no such file
 */
export function readUpConfig(path: string): UpConfig {
  if (!existsSync(path))
    throw errorOf('UP_NOTHING_TO_RUN', { found: `no ${path}`, example: EXAMPLE_CONFIG });
  const read = readYaml(readFileSync(path, 'utf8'));
  if (!read.ok)
    throw errorOf('UP_CONFIG_INVALID', {
      file: path,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const parsed = schema.safeParse(read.document.value);
  if (parsed.success) return resolved(parsed.data, dirname(resolve(path)));
  throw errorOf('UP_CONFIG_INVALID', {
    file: path,
    ...firstProblem(parsed.error, schema, read.document),
  });
}

function resolved({ kafka, ...config }: Parsed, folder: string): UpConfig {
  const { movies, users, ...rest } = config.catalogue;
  return {
    ...config,
    ...(config.home === undefined ? {} : { home: resolve(folder, config.home) }),
    ...(config.contracts === undefined ? {} : { contracts: resolve(folder, config.contracts) }),
    ...(config.rules === undefined ? {} : { rules: resolve(folder, config.rules) }),
    serving: servingPart(config.serving, folder),
    source: sourceOf(config.source, kafka, folder),
    ...(config.mapping === undefined ? {} : { mapping: resolve(folder, config.mapping) }),
    catalogue: {
      ...rest,
      ...(movies === undefined ? {} : { movies: resolve(folder, movies) }),
      ...(users === undefined ? {} : { users: resolve(folder, users) }),
    },
  };
}

const servingPart = ({ assignment, ...rest }: Parsed['serving'], folder: string) => ({
  ...rest,
  ...(assignment === undefined
    ? {}
    : { assignment: { ...assignment, module: resolve(folder, assignment.module) } }),
});

function sourceOf(source: string, kafka: Parsed['kafka'], folder: string): SourceSettings {
  if (source === EMBEDDED) return { kind: 'embedded' };
  if (source.startsWith('file:'))
    return { kind: 'file', path: resolve(folder, source.slice('file:'.length)) };
  const path = (name: string | undefined): string | null =>
    name === undefined ? null : resolve(folder, name);
  const { group, member, sessionSeconds, tls, sasl } = kafka;
  return {
    kind: 'kafka',
    url: source,
    group,
    member: member ?? null,
    sessionSeconds,
    tls: tls === undefined ? null : { ca: path(tls.ca), cert: path(tls.cert), key: path(tls.key) },
    sasl: sasl ?? null,
  };
}
