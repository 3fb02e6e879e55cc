import { z } from 'zod';
import { EXPERIMENT_PLAN } from '../../rollout/index.ts';
import { count } from '../report-parts.ts';

const instant = z.iso.datetime().describe('The time of the log.');
const step = z.int().min(1).describe('Step of the ramp, from 1.');
const byArm = z.strictObject({ control: count, treatment: count });
const chance = z.number().min(0).max(1);

const bounds = {
  difference: z.number().describe('Treatment minus control, in units of the metric.'),
  low: z.number(),
  high: z.number(),
};

const effect = z
  .strictObject({
    metric: z.string(),
    ...bounds,
    control: z.number().describe('Mean of the arm; what users did before is taken out.'),
    treatment: z.number(),
    users: byArm.describe('Users whose window has closed.'),
    relative: z
      .strictObject(bounds)
      .nullable()
      .describe("The same as shares of control's mean; null where that is not above 0."),
    level: chance.describe('The interval holds at every look at once with this chance.'),
  })
  .describe('The deciding metric, with an interval that may be looked at at any time.');

const point = z.strictObject({
  step,
  at: instant,
  hours: z.number().min(0).describe('Since the experiment began.'),
  outcomes: count.describe('Windows closed in the step, both arms.'),
  cumulative: count.describe('Windows closed since the experiment began.'),
  ...bounds,
});

const guardrail = z.strictObject({
  metric: z.string(),
  worse: z.enum(['above', 'below']),
  bears: z.number(),
  seen: z.number().nullable().describe('Harm as seen, positive for worse; null: too few users.'),
  least: z.number().nullable().describe('Harm that is certain.'),
  most: z.number().nullable().describe('Harm beyond this is excluded.'),
  state: z
    .enum(['broken', 'kept', 'open', 'not-measured'])
    .describe('kept: harm above what is borne is excluded; open: neither is certain.'),
});

const segment = z.strictObject({
  dimension: z.string(),
  group: z.string(),
  users: byArm,
  difference: z.number().nullable().describe('null: too few users in an arm.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: chance.nullable().describe('Holds at every look; corrected for the number of groups (Holm).'),
  state: z.enum(['better', 'worse', 'open', 'too-few']),
});

const harms = z
  .strictObject({
    deviation: z.number().describe("Of one user's deciding metric, as measured."),
    usersADay: z.number().describe('Different users who come to a step on its first day.'),
    users: count.nullable().describe('Users who come at all; null: no end is in sight.'),
    sizes: z.array(
      z.strictObject({
        harm: z.number().describe('Loss of the deciding metric, in its units.'),
        relative: z.number().nullable().describe("The same as a share of control's mean."),
        share: chance.nullable().describe('Share of the users in the step that finds it.'),
        days: z
          .number()
          .nullable()
          .describe(
            'From the start until it is found at the planned power; null: not in its time.',
          ),
      }),
    ),
  })
  .describe('What size of harm such an experiment finds, and how soon.');

const decision = z.strictObject({
  at: instant,
  step,
  share: chance.describe('Share of the users in the treatment.'),
  action: z.enum(['continue', 'widen', 'promote', 'abort', 'stop', 'hold']),
  because: z.string(),
  looks: z.int().min(1).describe('So many kept looks in a row came to the same.'),
  factsId: z.string().describe('SHA-256 of the facts that the last of them rests on.'),
});

/** What became of an experiment: `experiment.json`. */
export const EXPERIMENT_REPORT = z
  .strictObject({
    format: z.literal(1),
    at: instant.describe('The report knows the log up to here.'),
    plan: EXPERIMENT_PLAN,
    status: z.enum(['draft', 'running', 'ended']),
    verdict: z
      .strictObject({
        state: z
          .enum(['draft', 'running', 'promoted', 'aborted', 'stopped', 'held', 'by-hand'])
          .describe('by-hand: somebody ended it, no decision did.'),
        headline: z.string(),
        sentences: z.array(z.string()),
      })
      .describe('In plain words.'),
    step: z
      .strictObject({
        step,
        of: z.int().min(1),
        share: chance,
        startedAt: instant,
        hours: z.number().min(0),
        outcomes: byArm,
      })
      .nullable()
      .describe('The last step that was lived in; null before the start.'),
    effect: effect.nullable().describe('In the last step; null while an arm has too few users.'),
    sequence: z
      .array(point)
      .describe('How the effect and its bounds went, step after step; each step begins anew.'),
    harms: harms.nullable().describe('null while too few users are in to tell.'),
    guardrails: z.array(guardrail),
    sampleRatio: z
      .strictObject({
        enrolled: byArm,
        declared: chance.describe('Share of the treatment.'),
        observed: chance.nullable(),
        p: chance.describe('Bound of the p-value; holds at every look.'),
        isKept: z.boolean(),
      })
      .nullable(),
    segments: z.array(segment).describe('The effect in the last step by groups of users.'),
    decisions: z.array(decision).describe('Oldest first; looks that came to the same are one.'),
    rules: z.array(z.string()).describe('How this is counted.'),
  })
  .meta({ title: 'Showrunner report of an experiment' });

export type ExperimentReport = z.infer<typeof EXPERIMENT_REPORT>;

/** The published description of `experiment.json`. */
export const experimentReportJsonSchema = (): object => z.toJSONSchema(EXPERIMENT_REPORT);
