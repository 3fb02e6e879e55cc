import { firstProblem, readYaml } from '../../configuration/index.ts';
import { errorOf } from '../../domain/errors.ts';
import { sha256 } from '../../store/index.ts';
import { ruleSetOf, type RuleSet } from './rule-set.ts';
import { RULES_SCHEMA } from './rules-schema.ts';

/**
 * Reads the text of a `rules.yaml`.
 *
 * @param file its name, for the error
 * @throws InputError `RULES_INVALID`, naming line and field
 */
export function parseRules(text: string, file: string): RuleSet {
  const read = readYaml(text);
  if (!read.ok)
    throw errorOf('RULES_INVALID', {
      file,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const parsed = RULES_SCHEMA.safeParse(read.document.value);
  if (parsed.success) return ruleSetOf(parsed.data, sha256(text));
  throw errorOf('RULES_INVALID', {
    file,
    ...firstProblem(parsed.error, RULES_SCHEMA, read.document),
  });
}

/** What holds without a file: what was seen is not shown again, and nothing else. */
export const NO_RULES: RuleSet = ruleSetOf(RULES_SCHEMA.parse({}), null);
