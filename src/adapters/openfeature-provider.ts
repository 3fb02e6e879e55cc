import type {
  ErrorCode,
  EvaluationContext,
  Provider,
  ResolutionDetails,
} from '@openfeature/server-sdk';
import { userId } from '../domain/ids.ts';
import { assign, variantLabel, type AssignmentRecord } from '../rollout/index.ts';

/** The arm whose flag is true. */
const TREATMENT = 'treatment';

/**
 * An OpenFeature provider whose flags are the experiments that run, from their records alone. Of a
 * user, who is the targeting key, a string flag is the arm, a boolean one whether that is the
 * treatment; the variant is the arm. A user who is in no arm gets the caller's default, for the
 * reason `DEFAULT`; `SPLIT` is the reason of who was drawn, `TARGETING_MATCH` of a tester.
 *
 * The errors are `FLAG_NOT_FOUND`, `TARGETING_KEY_MISSING`, `TYPE_MISMATCH` for numbers and objects,
 * and `GENERAL` where somebody else assigns the users of the experiment.
 *
 * @param recordOf the record of an experiment that holds now; `null` where none of that name runs
 */
export function experimentProvider(
  recordOf: (experiment: string) => Promise<AssignmentRecord | null>,
): Provider {
  const resolve = async <T>(
    flag: string,
    value: T,
    { context, valueOf }: { readonly context: EvaluationContext; valueOf(arm: string): T },
  ): Promise<ResolutionDetails<T>> => {
    const record = await recordOf(flag);
    if (record === null) return failed(value, 'FLAG_NOT_FOUND', `no experiment ${flag} runs`);
    const user = context.targetingKey ?? '';
    if (user === '')
      return failed(value, 'TARGETING_KEY_MISSING', 'the targeting key is the id of the user');
    const assigned = assign(record, userId(user));
    const flagMetadata = { version: record.version };
    if (assigned === null && record.assignedBy === 'provider')
      return failed(value, 'GENERAL', `the arms of ${flag} come from another provider`);
    if (assigned === null) return { value, reason: 'DEFAULT', flagMetadata };
    const { arm, isOverride } = assigned;
    return {
      value: valueOf(arm),
      variant: arm,
      reason: isOverride ? 'TARGETING_MATCH' : 'SPLIT',
      flagMetadata: { ...flagMetadata, label: variantLabel(record, arm) },
    };
  };
  return {
    metadata: { name: 'showrunner-experiments' },
    runsOn: 'server',
    resolveStringEvaluation: (flag, value, context) =>
      resolve(flag, value, { context, valueOf: (arm) => arm }),
    resolveBooleanEvaluation: (flag, value, context) =>
      resolve(flag, value, { context, valueOf: (arm) => arm === TREATMENT }),
    resolveNumberEvaluation: mismatched,
    resolveObjectEvaluation: mismatched,
  };
}

/** The caller's default and why. */
const failed = <T>(
  value: T,
  code: 'FLAG_NOT_FOUND' | 'TARGETING_KEY_MISSING' | 'TYPE_MISMATCH' | 'GENERAL',
  errorMessage: string,
): ResolutionDetails<T> => ({
  value,
  reason: 'ERROR',
  // The names of the codes are their values.
  errorCode: code as ErrorCode,
  errorMessage,
});

const mismatched = async <T>(flag: string, value: T): Promise<ResolutionDetails<T>> =>
  failed(value, 'TYPE_MISMATCH', `${flag} is an arm: ask for a string or a boolean`);
