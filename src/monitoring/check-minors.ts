import { messageOf } from '../domain/errors.ts';
import { latestRules, loadKeptRules, type RuleSet } from '../serving/index.ts';
import { sqlString, type Home } from '../store/index.ts';
import { ageLimitSql } from './age-limits.ts';
import type { DaySource } from './day-source.ts';
import type { Fairness } from './fairness-schema.ts';
import type { KnownCatalogue } from './known-catalogue.ts';

type Minors = Fairness['minors'];

const USUAL_ADULT_AGE = 18;
const MOST_EXAMPLES = 5;

/**
 * Holds what was shown against the age limits of the rules that each receipt names; lists without a
 * receipt against the rules that held last. The age is the catalogue's, or else what serving knew.
 */
export async function checkMinors(
  source: DaySource,
  home: Home,
  known: KnownCatalogue,
): Promise<Minors> {
  const { tables, table } = source;
  const { latest, lost } = latestOf(home);
  const adultAge = latest?.adultAge ?? USUAL_ADULT_AGE;
  const [people] = await tables.rows<People>(`SELECT
      count(DISTINCT user_id) FILTER (WHERE age < ${adultAge}) AS users,
      count(DISTINCT user_id) FILTER (WHERE age IS NULL) AS "unknownAge",
      count(*) FILTER (WHERE age < ${adultAge}) AS exposures FROM ${table('exposed')}`);
  const named =
    await tables.rows<Named>(`SELECT rules_id AS id, receipt_id IS NOT NULL AS "hasReceipt",
      count(*) AS exposures FROM ${table('exposed')} GROUP BY ALL ORDER BY ALL`);
  const minors = { ...people!, checked: 0, violations: 0, examples: [] as Minors['examples'] };
  const missing = lost === null ? [] : [lost];
  for (const { id, hasReceipt, exposures } of named) {
    const rules = hasReceipt ? rulesOf(home, id, missing) : latest;
    if (rules === null || !limits(rules)) continue;
    const found = await violations(source, rules, { known, id, hasReceipt });
    minors.checked += exposures;
    minors.violations += found.length;
    minors.examples.push(...found.slice(0, MOST_EXAMPLES - minors.examples.length));
  }
  return { ...minors, note: noteOf(minors, missing) };
}

interface People {
  readonly users: number;
  readonly unknownAge: number;
  readonly exposures: number;
}

interface Named {
  readonly id: string | null;
  readonly hasReceipt: boolean;
  readonly exposures: number;
}

const limits = ({ ageLimits: { items, genres } }: RuleSet): boolean => items.size + genres.size > 0;

function latestOf(home: Home): { latest: RuleSet | null; lost: string | null } {
  try {
    return { latest: latestRules(home), lost: null };
  } catch (thrown) {
    return { latest: null, lost: messageOf(thrown) };
  }
}

function rulesOf(home: Home, id: string | null, missing: string[]): RuleSet | null {
  if (id === null) return null;
  try {
    return loadKeptRules(home, id);
  } catch (thrown) {
    missing.push(messageOf(thrown));
    return null;
  }
}

function noteOf({ checked }: Pick<Minors, 'checked'>, missing: readonly string[]): string | null {
  if (missing.length > 0) return missing.join(' ');
  return checked === 0
    ? 'No age limit was stated, so there was nothing to hold lists against.'
    : null;
}

/** Movies that were shown to somebody too young for them, by user and movie. */
async function violations(
  { tables, table }: DaySource,
  { ageLimits, unknownAge }: RuleSet,
  of: { readonly known: KnownCatalogue; readonly id: string | null; readonly hasReceipt: boolean },
): Promise<Minors['examples']> {
  const age = unknownAge === 'minor' ? 'coalesce(age, 0)' : 'age';
  const whose = of.hasReceipt
    ? `receipt_id IS NOT NULL AND rules_id = ${sqlString(of.id ?? '')}`
    : 'receipt_id IS NULL';
  return tables.rows<Minors['examples'][number]>(`
    SELECT user_id AS "userId", item_id AS "itemId", age, least_age AS "leastAge",
      receipt_id AS "receiptId"
    FROM ${table('exposed')} JOIN ${ageLimitSql(ageLimits, of.known.items)} AS limits USING (item_id)
    WHERE ${whose} AND ${age} < least_age ORDER BY user_id, item_id, answer_id`);
}
