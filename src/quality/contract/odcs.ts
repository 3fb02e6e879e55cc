import { z } from 'zod';

/**
 * The part of the Open Data Contract Standard, version 3.1, that contracts here are written in.
 * What the standard has beyond what is checked (owners, prices, roles, servers) may stand in a
 * contract and is not read.
 * Source: https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
 */
const unread = z.unknown().optional();

const custom = z
  .array(
    z.strictObject({
      id: unread,
      property: z.string().min(1).meta({ range: 'a name' }),
      value: z.unknown(),
      description: unread,
    }),
  )
  .optional()
  .meta({ range: 'a list of property and value' });

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const limit = z.number().optional().meta({ range: 'a number' });
const pair = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high)
  .optional()
  .meta({ range: 'two numbers, the smaller first' });

export const SEVERITY_WORDS = ['note', 'warn', 'block', 'info', 'warning', 'error'] as const;

const rule = z.strictObject({
  id: unread,
  name: unread,
  description: z.string().optional().meta({ range: 'a text' }),
  type: z
    .enum(['library', 'custom', 'text'])
    .optional()
    .meta({ range: 'library, custom or text (sql is not run)' }),
  metric: z
    .enum(['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'])
    .optional()
    .meta({ range: 'nullValues, missingValues, invalidValues, duplicateValues or rowCount' }),
  arguments: z
    .strictObject({
      validValues: z.array(scalar).min(1).optional().meta({ range: 'a list of values' }),
      missingValues: z
        .array(scalar.nullable())
        .min(1)
        .optional()
        .meta({ range: 'a list of values' }),
      pattern: z.string().min(1).optional().meta({ range: 'a regular expression' }),
      properties: z.array(z.string()).min(1).optional().meta({ range: 'a list of columns' }),
    })
    .optional(),
  mustBe: limit,
  mustNotBe: limit,
  mustBeGreaterThan: limit,
  mustBeGreaterOrEqualTo: limit,
  mustBeLessThan: limit,
  mustBeLessOrEqualTo: limit,
  mustBeBetween: pair,
  mustNotBeBetween: pair,
  unit: z.enum(['rows', 'percent']).optional().meta({ range: 'rows or percent' }),
  severity: z.enum(SEVERITY_WORDS).optional().meta({ range: 'note, warn or block' }),
  engine: z.literal('showrunner').optional().meta({ range: 'showrunner' }),
  implementation: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ range: 'fields, check among them' }),
  customProperties: custom,
  dimension: unread,
  method: unread,
  businessImpact: unread,
  scheduler: unread,
  schedule: unread,
  tags: unread,
  authoritativeDefinitions: unread,
});

const size = z.int().min(0).optional().meta({ range: 'a whole number from 0' });

const property = z.strictObject({
  id: unread,
  name: z.string().min(1).meta({ range: 'the name of a column' }),
  description: z.string().optional().meta({ range: 'a text' }),
  logicalType: z
    .enum([
      'string',
      'date',
      'timestamp',
      'time',
      'number',
      'integer',
      'object',
      'array',
      'boolean',
    ])
    .optional()
    .meta({ range: 'a logical type of the standard, such as string or integer' }),
  logicalTypeOptions: z
    .strictObject({
      minimum: limit,
      maximum: limit,
      exclusiveMinimum: limit,
      exclusiveMaximum: limit,
      minLength: size,
      maxLength: size,
      pattern: z.string().min(1).optional().meta({ range: 'a regular expression' }),
      minItems: size,
      maxItems: size,
      format: unread,
    })
    .optional(),
  physicalType: z.string().min(1).optional().meta({ range: 'a type such as VARCHAR or BIGINT' }),
  required: z.boolean().optional().meta({ range: 'true or false' }),
  unique: z.boolean().optional().meta({ range: 'true or false' }),
  primaryKey: z.boolean().optional().meta({ range: 'true or false' }),
  primaryKeyPosition: unread,
  items: unread,
  quality: z.array(rule).optional().meta({ range: 'a list of rules' }),
  customProperties: custom,
  physicalName: unread,
  businessName: unread,
  classification: unread,
  criticalDataElement: unread,
  encryptedName: unread,
  examples: unread,
  partitioned: unread,
  partitionKeyPosition: unread,
  relationships: unread,
  transformSourceObjects: unread,
  transformLogic: unread,
  transformDescription: unread,
  tags: unread,
  authoritativeDefinitions: unread,
});

const table = z.strictObject({
  id: unread,
  name: z.enum(['events', 'users', 'movies']).meta({ range: 'events, users or movies' }),
  logicalType: unread,
  physicalType: unread,
  physicalName: unread,
  description: unread,
  businessName: unread,
  dataGranularityDescription: unread,
  properties: z.array(property).min(1).meta({ range: 'a list of columns' }),
  quality: z.array(rule).optional().meta({ range: 'a list of rules' }),
  relationships: unread,
  tags: unread,
  authoritativeDefinitions: unread,
  customProperties: custom,
});

const sla = z.strictObject({
  id: unread,
  property: z.string().min(1).meta({ range: 'a property such as latency' }),
  value: z.unknown(),
  valueExt: unread,
  unit: z.string().optional().meta({ range: 's, min, h, d or y' }),
  element: unread,
  driver: unread,
  description: z.string().optional().meta({ range: 'a text' }),
  scheduler: unread,
  schedule: unread,
});

export const DATA_CONTRACT = z.strictObject({
  apiVersion: z.literal('v3.1.0').meta({ range: 'v3.1.0' }),
  kind: z.literal('DataContract').meta({ range: 'DataContract' }),
  id: z.string().min(1).meta({ range: 'a name' }),
  version: z.string().min(1).meta({ range: 'a version in quotes, such as "1.0.0"' }),
  status: z.string().min(1).meta({ range: 'a word such as active' }),
  name: z.string().optional().meta({ range: 'a text' }),
  description: unread,
  schema: z.array(table).length(1).meta({ range: 'one table' }),
  slaProperties: z.array(sla).optional().meta({ range: 'a list of properties' }),
  customProperties: custom,
  slaDefaultElement: unread,
  authoritativeDefinitions: unread,
  contractCreatedTs: unread,
  dataProduct: unread,
  domain: unread,
  price: unread,
  roles: unread,
  servers: unread,
  support: unread,
  tags: unread,
  team: unread,
  tenant: unread,
});

/** A contract as it is written. */
export type DataContract = z.output<typeof DATA_CONTRACT>;
/** A rule of a column or of a table. */
export type ContractRule = z.output<typeof rule>;
/** A column. */
export type ContractProperty = z.output<typeof property>;
/** What goes beyond the standard. */
export type CustomProperties = z.output<typeof custom>;
