import { z } from 'zod';
import { EXPERIMENT_REPORT } from '../../../monitoring/index.ts';
import { SHADOW_STORY, WRITTEN_PLAN } from '../../../rollout/index.ts';
import type { RouteContract } from '../../route-contract.ts';
import { ALWAYS, count, document, instant, MISSING, word } from './parts.ts';
import { given, taken } from './zod-schema.ts';

const byName = taken(z.strictObject({ experiment: word.max(63) }));

const came = z.object({
  action: z.enum(['continue', 'widen', 'promote', 'abort', 'stop', 'hold']),
  because: z.string(),
});

const FORECAST = z
  .object({
    mean: z.number().describe("Of a user's deciding metric over a window."),
    deviation: z.number().describe('How far users lie apart in it (standard deviation).'),
    users: z.number().describe('Different users who ask for a list.'),
    usersADay: z.number().describe('Different users who ask on a day.'),
    steps: z.array(
      z.object({
        share: z.number(),
        outcomes: z.number().describe('Users that tell what the plan seeks, at its power.'),
        days: z.number().nullable().describe('Until they are in; null: there are not so many.'),
        mostOutcomes: z.number().describe('Users by the last day of the step.'),
        isRead: z.boolean().describe('Whether the smaller arm has enough users by then.'),
        smallest: z.number().describe('The smallest difference that is told by then.'),
      }),
    ),
    harms: z.array(
      z.object({
        harm: z.number(),
        step: z.number().nullable().describe('0-based step that finds it; null: none in its time.'),
        days: z.number().nullable(),
      }),
    ),
  })
  .describe('null where the log knows too little of the service.');

/** What is read of experiments outside of the event loop: reports, shadows, decisions made again. */
export const EXPERIMENT_READING_CONTRACTS = {
  experimentReport: {
    path: '/v1/experiments/:experiment/report',
    summary:
      'What came of an experiment, as far as its last kept decision. Its page is at /reports/experiments/NAME.',
    access: 'read',
    params: byName,
    responses: {
      200: document('experiment.json.', given(EXPERIMENT_REPORT, 'ExperimentReport')),
      ...MISSING,
      ...ALWAYS,
    },
  },
  experimentShadow: {
    path: '/v1/experiments/:experiment/shadow',
    summary: 'What a shadow was like so far, and what would be decided of it now.',
    access: 'read',
    params: byName,
    responses: {
      200: document('The figures.', given(SHADOW_STORY, 'Shadow')),
      ...MISSING,
      ...ALWAYS,
    },
  },
  experimentForecast: {
    method: 'POST',
    path: '/v1/comparison/forecast',
    summary:
      'How many users and days a plan takes, and what size of harm it finds how soon, by the last days of the log.',
    access: 'read',
    body: taken(z.strictObject({ plan: WRITTEN_PLAN.omit({ name: true, treatment: true }) })),
    bodyLimit: 65_536,
    responses: {
      200: document('What is foretold.', given(z.object({ forecast: FORECAST.nullable() }))),
      ...ALWAYS,
    },
  },
  replayDecision: {
    method: 'POST',
    path: '/v1/experiments/:experiment/decisions/:decision/replay',
    summary: 'Make a decision again from the facts it rested on; nothing is changed.',
    access: 'read',
    params: taken(
      z.strictObject({
        experiment: word.max(63),
        decision: z.coerce.number().int().min(1).describe('Number of the decision.'),
      }),
    ),
    responses: {
      200: document(
        'Whether it came out the same.',
        given(
          z.object({
            decision: count,
            step: count.describe('0-based step of the ramp.'),
            at: instant.describe('The time of the log.'),
            factsId: z.string(),
            isSame: z.boolean().describe('Byte for byte, with all its evidence.'),
            kept: came,
            again: came,
          }),
          'ReplayedDecision',
        ),
      ),
      ...MISSING,
      ...ALWAYS,
    },
  },
} as const satisfies Record<string, RouteContract>;
