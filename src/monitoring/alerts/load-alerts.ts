import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstProblem, readYaml } from '../../configuration/index.ts';
import { errorOf } from '../../domain/errors.ts';
import type { Home } from '../../store/index.ts';
import { ALERTS_SCHEMA, type AlertsDocument } from './alerts-schema.ts';

/** The rules that come with the program. */
export const SHIPPED_ALERTS = join(import.meta.dirname, 'alerts.yaml');

/** The rules in force, and the file that states them: the home's own `alerts.yaml` or the shipped one. */
export function loadAlerts(home: Home): { readonly file: string; readonly alerts: AlertsDocument } {
  const own = join(home.root, 'alerts.yaml');
  const file = existsSync(own) ? own : SHIPPED_ALERTS;
  return { file, alerts: parseAlerts(readFileSync(file, 'utf8'), file) };
}

/**
 * Reads the text of an `alerts.yaml`.
 *
 * @param file its name, for the error
 * @throws InputError `ALERTS_INVALID`, naming line and field
 */
export function parseAlerts(text: string, file: string): AlertsDocument {
  const read = readYaml(text);
  if (!read.ok)
    throw errorOf('ALERTS_INVALID', {
      file,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const parsed = ALERTS_SCHEMA.safeParse(read.document.value);
  if (!parsed.success)
    throw errorOf('ALERTS_INVALID', {
      file,
      ...firstProblem(parsed.error, ALERTS_SCHEMA, read.document),
    });
  const names = parsed.data.rules.map((rule) => rule.name);
  const twice = names.findIndex((name, k) => names.indexOf(name) !== k);
  if (twice >= 0)
    throw errorOf('ALERTS_INVALID', {
      file,
      line: read.document.lineOf(['rules', twice, 'name']),
      field: `rules[${twice}].name`,
      found: `'${names[twice]!}' a second time`,
      expected: 'a name of its own for each rule',
    });
  return parsed.data;
}
