import { z } from 'zod';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/)
  .meta({ range: 'lower-case words joined by hyphens, such as low-availability' });

/** Where in a report a number stands: `viewing.minutes`, `findings[check=voided-answers].count`. */
const field = z
  .string()
  .regex(/^[A-Za-z]\w*(\[(?:\d+|\w+=[^\]]+)\])?(\.\w+(\[(?:\d+|\w+=[^\]]+)\])?)*(\.\*)?$/)
  .meta({
    range:
      'names joined by points, such as viewing.minutes or findings[check=low-availability].count',
  });

const metric = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*(\{\w+="[^"]*"(,\w+="[^"]*")*\})?$/)
  .meta({ range: 'a metric, such as showrunner_ready or showrunner_requests_total{status="500"}' });

const positive = z.number().positive().meta({ range: 'a number above 0' });
const hours = z.int().min(1).max(72).meta({ range: 'a whole number of hours from 1 to 72' });

const common = {
  name,
  /** How much it matters: wake somebody, or look during the day. */
  severity: z.enum(['page', 'ticket']).default('ticket').meta({ range: 'page or ticket' }),
  /** What it means, in a sentence. */
  summary: z.string().min(1).max(300).meta({ range: 'a sentence of at most 300 characters' }),
  /** Name of a page in docs/runbooks, without its ending; that of the rule if not given. */
  runbook: name.optional(),
  /** Section of the report that shows it. */
  section: z
    .enum(['findings', 'requests', 'viewing', 'drift', 'lines', 'champion'])
    .default('findings')
    .meta({
      range: 'findings, requests, viewing, drift, lines or champion',
    }),
  /** On how many reported days in a row it must hold before it fires. */
  forDays: z.int().min(1).max(30).default(1).meta({ range: 'a whole number of days from 1 to 30' }),
};

const threshold = z
  .strictObject({
    kind: z.literal('threshold'),
    ...common,
    field: field.optional(),
    metric: metric.optional(),
    above: z.number().optional(),
    below: z.number().optional(),
  })
  .refine((rule) => (rule.field === undefined) !== (rule.metric === undefined), {
    error: 'either a field of the report or a metric',
  })
  .refine((rule) => rule.above !== undefined || rule.below !== undefined, {
    error: 'above, below or both',
  });

const change = z.strictObject({
  kind: z.literal('change'),
  ...common,
  field,
  /** What the field is a part of: the share is compared, for what is counted over more on some days. */
  per: field.optional(),
  /** Holds only where the field is at least so much, so that few more than few do not count. */
  atLeast: positive.optional(),
  /** By which part of the usual it must differ: 0.3 is 30 %. */
  byMoreThan: positive,
  direction: z
    .enum(['up', 'down', 'either'])
    .default('either')
    .meta({ range: 'up, down or either' }),
  /** The usual is the median of so many reported days before. */
  overDays: z
    .int()
    .min(1)
    .max(60)
    .default(7)
    .meta({ range: 'a whole number of days from 1 to 60' }),
});

const absence = z
  .strictObject({
    kind: z.literal('absence'),
    ...common,
    /** Holds while the report lacks it, or says null; 0 is there. */
    field: field.optional(),
    /** Holds while no report was issued for so long, by our own clock. */
    reportOlderThanHours: positive.optional(),
  })
  .refine((rule) => (rule.field === undefined) !== (rule.reportOlderThanHours === undefined), {
    error: 'either a field or reportOlderThanHours',
  });

const burnRate = z.strictObject({
  kind: z.literal('burn-rate'),
  ...common,
  /** Share of the requests that shall get a list they can use, below 1. */
  objective: z.number().gt(0).lt(1).meta({ range: 'a share between 0 and 1, such as 0.99' }),
  /** Fires when in both windows of one entry failures come this many times as fast as allowed. */
  windows: z
    .array(z.strictObject({ longHours: hours, shortHours: hours, burnRate: positive }))
    .min(1)
    .meta({ range: 'at least one of longHours, shortHours, burnRate' }),
});

const rule = z.discriminatedUnion('kind', [threshold, change, absence, burnRate]);

const webhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta({ range: 'an http or https address' }),
  attempts: z.int().min(1).max(20).default(8).meta({ range: 'a whole number from 1 to 20' }),
  /** Pause before the second attempt; it doubles with each, up to an hour. */
  firstPauseSeconds: positive.default(5),
  timeoutSeconds: positive.default(5),
});

/** What an `alerts.yaml` may say. */
export const ALERTS_SCHEMA = z.strictObject({
  /** Where a browser finds the folder of reports; its path in the home if not given. */
  reportsAddress: z.url().optional().meta({ range: 'an address' }),
  /** Where a browser finds the runbook pages; their path in this repository if not given. */
  runbooksAddress: z.url().optional().meta({ range: 'an address' }),
  /** Where live metrics are read, such as http://127.0.0.1:8082/metrics. */
  metricsAddress: z.url().optional().meta({ range: 'an address' }),
  webhooks: z.array(webhook).default([]),
  rules: z.array(rule).default([]),
});

export type AlertsDocument = z.output<typeof ALERTS_SCHEMA>;
export type AlertRule = AlertsDocument['rules'][number];
export type RuleOf<K extends AlertRule['kind']> = Extract<AlertRule, { kind: K }>;
export type Webhook = AlertsDocument['webhooks'][number];

/** The published schema of `alerts.yaml`. */
export const alertsJsonSchema = (): unknown => ({
  ...z.toJSONSchema(ALERTS_SCHEMA, { io: 'input', unrepresentable: 'any' }),
  title: 'alerts.yaml',
});
