import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/rollout/index.ts';

const PLAN = `name: blend-four
kind: canary
treatment: blend/4
effect: 4
tolerance: 8
`;

const failure = (text: string): unknown => {
  try {
    return parsePlan(text, 'plan.yaml');
  } catch (thrown) {
    return (thrown as { details: unknown }).details;
  }
};

describe('a plan', () => {
  it('has the ramp of a canary where it names none, and half of the users where it only compares', () => {
    expect(parsePlan(PLAN, 'plan.yaml').ramp).toEqual([0.01, 0.05, 0.25, 0.5]);
    expect(parsePlan(PLAN.replace('canary', 'ab'), 'plan.yaml').ramp).toEqual([0.5]);
  });

  it.each([
    ['an unknown key', `${PLAN}efect: 3\n`, { line: 6, field: 'efect' }],
    [
      'a value of another kind',
      PLAN.replace('effect: 4', 'effect: much'),
      { line: 4, field: 'effect' },
    ],
    ['a ramp that falls', `${PLAN}ramp: [0.5, 0.1]\n`, { line: 6, field: 'ramp[1]' }],
    ['nobody to compare with', `${PLAN}ramp: [1]\n`, { line: 6, field: 'ramp' }],
    ['a metric that nobody measures', `${PLAN}metric: clicks\n`, { line: 6, field: 'metric' }],
    [
      'a guardrail that nobody measures',
      `${PLAN}guardrails:\n  - { metric: minutes, worse: below, bears: 1 }\n  - { metric: lists/clicks, worse: above, bears: 1 }\n`,
      { line: 8, field: 'guardrails[1].metric' },
    ],
    ['a text that is no YAML', 'name: [', { line: 1, field: 'the file' }],
    ['a list in the place of a plan', '- a\n', { line: 1, field: 'the file' }],
  ])('is refused with line and field for %s', (_, text, place) => {
    expect(failure(text)).toMatchObject({ file: 'plan.yaml', ...place });
  });
});
