import { z } from 'zod';
import { fieldName, firstProblem, readYaml, type YamlDocument } from '../../configuration/index.ts';
import { errorOf } from '../../domain/errors.ts';
import { comparedSteps } from './alphas.ts';
import { EXPERIMENT_PLAN, WRITTEN_PLAN, type ExperimentPlan } from './plan.ts';
import { METRICS, partsOf } from './metrics.ts';

/**
 * Reads a plan as people write it. An experiment of a kind that only compares has one step of half
 * the users where it names no ramp.
 *
 * @param file its name, for the error
 * @throws InputError `EXPERIMENT_INVALID`, naming line and field
 */
export function parsePlan(text: string, file: string): ExperimentPlan {
  const read = readYaml(text);
  if (!read.ok)
    throw errorOf('EXPERIMENT_INVALID', {
      file,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const { document } = read;
  const parsed = EXPERIMENT_PLAN.safeParse(withRamp(document.value));
  if (!parsed.success)
    throw errorOf('EXPERIMENT_INVALID', {
      file,
      ...firstProblem(parsed.error, EXPERIMENT_PLAN, document),
    });
  const doubt = doubtOf(parsed.data);
  if (doubt !== null) throw errorOf('EXPERIMENT_INVALID', { file, ...placed(doubt, document) });
  return parsed.data;
}

const COMPARING = new Set(['aa', 'ab', 'shadow']);

const withRamp = (value: unknown): unknown => {
  const { kind, ramp } = value as { readonly kind?: unknown; readonly ramp?: unknown };
  return ramp === undefined && typeof kind === 'string' && COMPARING.has(kind)
    ? { ...(value as object), ramp: [0.5] }
    : value;
};

/** A plan with the ramp of its kind where it names none: half of the users, unless it is a canary. */
export const completePlan = (written: z.output<typeof WRITTEN_PLAN>): ExperimentPlan =>
  EXPERIMENT_PLAN.parse(withRamp(written));

interface Doubt {
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
}

/** What the schema cannot say of a plan; `null` where all is well. */
export function doubtOf(plan: ExperimentPlan): Doubt | null {
  const { ramp, metric, guardrails } = plan;
  const step = ramp.findIndex((share, k) => k > 0 && share <= ramp[k - 1]!);
  if (step > 0)
    return {
      path: ['ramp', step],
      found: `'${ramp[step]!}'`,
      expected: `a share above the one before, ${ramp[step - 1]!}`,
    };
  if (comparedSteps(plan) === 0)
    return { path: ['ramp'], found: "'1'", expected: 'a step that leaves users to compare with' };
  const names = [metric, ...guardrails.map((guardrail) => guardrail.metric)];
  const unknown = names.findIndex((name) => partsOf(name).some((part) => !METRICS.has(part)));
  if (unknown < 0) return null;
  return {
    path: unknown === 0 ? ['metric'] : ['guardrails', unknown - 1, 'metric'],
    found: `'${names[unknown]!}'`,
    expected: `one of ${[...METRICS].join(', ')}, or a ratio of two of them`,
  };
}

const placed = ({ path, found, expected }: Doubt, document: YamlDocument) => ({
  line: document.lineOf(path),
  field: fieldName(path),
  found,
  expected,
});

/** The schema of a plan as it is published. */
export const planJsonSchema = (): unknown => ({
  ...z.toJSONSchema(EXPERIMENT_PLAN, { io: 'input', unrepresentable: 'any' }),
  title: 'The plan of an experiment',
});
