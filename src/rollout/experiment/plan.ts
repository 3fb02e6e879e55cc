import { z } from 'zod';

const share = z.number().gt(0).max(1).meta({ range: 'a share above 0, at most 1' });
const rate = z.number().gt(0).lt(1).meta({ range: 'a number between 0 and 1' });
/** `minutes`: a mean over users; `minutes/lists`: a ratio of two sums over users. */
const metric = z
  .string()
  .regex(/^[a-z][A-Za-z]*(\/[a-z][A-Za-z]*)?$/)
  .meta({ range: 'the name of a metric, such as minutes, or of a ratio, such as minutes/lists' });

/** A harm that ends an experiment whatever else speaks for it. */
const guardrail = z.strictObject({
  metric,
  /** Which way is worse. */
  worse: z.enum(['above', 'below']).meta({ range: 'above or below' }),
  /** Difference of treatment and control that is still borne, in units of the metric, ≥ 0. */
  bears: z.number().min(0).meta({ range: 'a number from 0' }),
});

/** The schema of an experiment as people write it. */
export const EXPERIMENT_PLAN = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .meta({ range: 'small letters, digits and hyphens' }),
  /**
   * `canary`: widens step by step and promotes; `ab`: one step, compares; `aa`: the same both ways;
   * `shadow`: the treatment scores what the champion is asked, and nobody sees its lists.
   */
  kind: z.enum(['aa', 'ab', 'canary', 'shadow']).meta({ range: 'aa, ab, canary or shadow' }),
  /** Registered version that the treatment is served from. */
  treatment: z.string().min(1).meta({ range: 'a version such as blend/4' }),
  /**
   * Who says which arm a user is in. `hash`, where nothing is said: their id; `provider`: the
   * OpenFeature provider that serving is configured with.
   */
  assignedBy: z.enum(['hash', 'provider']).exactOptional().meta({ range: 'hash or provider' }),
  /**
   * What a canary must show to be promoted: `better`, for certain; `not-worse`: harm above
   * `tolerance` is excluded, as suits the same recipe on newer data.
   */
  promotes: z
    .enum(['better', 'not-worse'])
    .default('better')
    .meta({ range: 'better or not-worse' }),
  /** What decides: a mean or a ratio over users, more is better. */
  metric: metric.default('minutes'),
  /** Shares of the users in the treatment, one a step, ascending. */
  ramp: z.array(share).min(1).default([0.01, 0.05, 0.25, 0.5]),
  /** A user's outcome is what happens in so many hours after the first list of the step. */
  windowHours: z.number().gt(0).max(720).default(24).meta({ range: 'hours above 0, at most 720' }),
  /** Outcomes of each arm before anything is read from them. */
  minimumUsers: z.int().min(20).default(100).meta({ range: 'a whole number from 20' }),
  /** Hours that a step lasts at least. */
  minimumHours: z.number().min(0).default(24).meta({ range: 'hours from 0' }),
  /** Days after which a step that decided nothing ends as inconclusive. */
  maximumDays: z.number().gt(0).default(14).meta({ range: 'days above 0' }),
  /** Chance that anything is concluded of two equal ways, over all steps and looks. */
  alpha: rate.default(0.05),
  power: rate.default(0.8),
  /** The smallest difference worth finding, in units of the metric. */
  effect: z.number().gt(0).meta({ range: 'a number above 0' }),
  /**
   * Harm that must be excluded before more than `cautiousShare` of the users meet the treatment, and
   * before one that need only be `not-worse` is promoted.
   */
  tolerance: z.number().gt(0).meta({ range: 'a number above 0' }),
  cautiousShare: share.default(0.25),
  guardrails: z.array(guardrail).default([]),
});

/** The same as people send it: a plan that names no ramp has that of its kind (`completePlan`). */
export const WRITTEN_PLAN = EXPERIMENT_PLAN.extend({
  ramp: EXPERIMENT_PLAN.shape.ramp.unwrap().exactOptional(),
});

/** An experiment, complete and checked. */
export type ExperimentPlan = Readonly<z.output<typeof EXPERIMENT_PLAN>>;
export type Guardrail = Readonly<z.output<typeof guardrail>>;

/** The difference that a plan must be able to tell: a gain, or that a harm is excluded. */
export const soughtDifference = ({
  promotes,
  effect,
  tolerance,
}: Pick<ExperimentPlan, 'promotes' | 'effect' | 'tolerance'>): number =>
  promotes === 'not-worse' ? tolerance : effect;
