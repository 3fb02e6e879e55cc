import { z } from 'zod';
import { CONTRACT_TABLES, type Check, type CheckFacts, type ContractTable } from './check.ts';
import { OPERATORS, type Bound } from './bound.ts';
import { boundOf } from './compile-bound.ts';
import type { PreparedRule, RulePlace } from './compile-rule.ts';
import { dailyVolume } from './kinds/daily-volume.ts';
import { duplicateLines } from './kinds/duplicate-lines.ts';
import { hourlyVolume } from './kinds/hourly-volume.ts';
import { listLength } from './kinds/list-length.ts';
import { pendingLines } from './kinds/pending-lines.ts';
import { quarantineReason } from './kinds/quarantine-reason.ts';
import { quarantinedLines } from './kinds/quarantined-lines.ts';
import { range } from './kinds/range.ts';
import { reference } from './kinds/reference.ts';
import { repairedLines } from './kinds/repaired-lines.ts';
import { unaccountedLines } from './kinds/unaccounted-lines.ts';
import type { ContractRule } from './odcs.ts';

const limit = z.number().optional();
const VOLUME = {
  days: z.int().min(1).max(60).default(7),
  leastDays: z.int().min(1).max(60).default(3),
  leastRows: z.number().min(1).default(1000),
};

/** A check that the standard has no word for: its fields, and how it is made of them. */
interface CustomCheck<S extends z.ZodObject> {
  readonly on: 'column' | 'table';
  readonly fields: S;
  readonly make: (prepared: PreparedRule, fields: z.output<S>, place: RulePlace) => Check;
}

const custom = <S extends z.ZodObject>(check: CustomCheck<S>): CustomCheck<z.ZodObject> =>
  check as unknown as CustomCheck<z.ZodObject>;

const ofLedger = (make: (facts: CheckFacts) => Check): CustomCheck<z.ZodObject> =>
  custom({ on: 'table', fields: z.object({}), make: ({ facts }) => make(facts) });

const CUSTOM_CHECKS: Readonly<Record<string, CustomCheck<z.ZodObject>>> = {
  range: custom({
    on: 'column',
    fields: z.object({
      minimum: limit,
      maximum: limit,
      exclusiveMinimum: limit,
      exclusiveMaximum: limit,
    }),
    make: ({ facts, rule }, limits, { text, path }) =>
      Object.values(limits).some((end) => end !== undefined)
        ? range(facts, rule, limits)
        : text.refuse([...path, 'implementation'], 'minimum or maximum'),
  }),
  listLength: custom({
    on: 'column',
    fields: z.object({
      minItems: z.int().min(0).default(0),
      maxItems: z.int().min(0).nullable().default(null),
    }),
    make: ({ facts, rule }, { minItems, maxItems }) =>
      listLength(facts, rule, { least: minItems, most: maxItems }),
  }),
  reference: custom({
    on: 'column',
    fields: z.object({ to: z.string() }),
    make: ({ facts, rule }, { to }, place) =>
      reference(facts, { ...referenceOf(to, place), among: rule.among }),
  }),
  dailyVolume: custom({
    on: 'table',
    fields: z.object(VOLUME),
    make: ({ facts }, fields) => dailyVolume({ ...facts, needs: ['time_ms'] }, fields),
  }),
  hourlyVolume: custom({
    on: 'table',
    fields: z.object({ ...VOLUME, leastPercent: z.number().gt(0).max(100).default(5) }),
    make: ({ facts }, fields) => hourlyVolume({ ...facts, needs: ['time_ms'] }, fields),
  }),
  unaccountedLines: ofLedger(unaccountedLines),
  quarantinedLines: ofLedger(quarantinedLines),
  quarantineReason: ofLedger(quarantineReason),
  repairedLines: ofLedger(repairedLines),
  duplicateLines: ofLedger(duplicateLines),
  pendingLines: ofLedger(pendingLines),
};

/**
 * Makes the check of a rule of type custom: engine showrunner, implementation with `check`, its
 * fields, one comparison and a unit.
 */
export function compileCustom(
  rule: ContractRule,
  place: RulePlace,
  prepare: (bound: Bound) => PreparedRule,
): Check {
  const { text, path, property } = place;
  if (rule.engine === undefined) text.refuse([...path, 'engine'], 'showrunner');
  const at = [...path, 'implementation'];
  const { check: name, unit = 'rows', ...given } = rule.implementation ?? {};
  const check = CUSTOM_CHECKS[String(name)];
  if (check === undefined)
    return text.refuseWord([...at, 'check'], String(name ?? ''), Object.keys(CUSTOM_CHECKS));
  if ((check.on === 'column') !== (property !== null))
    text.refuse([...at, 'check'], `a rule of a ${property === null ? 'table' : 'column'}`);
  const known = ['check', 'unit', ...Object.keys(check.fields.shape), ...OPERATORS];
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) text.refuseWord([...at, unknown], unknown, known);
  if (unit !== 'rows' && unit !== 'percent') return text.refuse([...at, 'unit'], 'rows or percent');
  const fields = check.fields.safeParse(given);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    return text.refuse([...at, ...issue!.path], issue!.message);
  }
  return check.make(prepare(boundOf(given, unit, { text, path: at })), fields.data, place);
}

/** `movies.item_id` as table and column. */
function referenceOf(
  to: string,
  { text, path }: RulePlace,
): { readonly table: ContractTable; readonly column: string } {
  const [name = '', column] = to.split('.');
  const table = CONTRACT_TABLES.find((known) => known === name);
  const at = [...path, 'implementation', 'to'];
  if (table === undefined || column === undefined || column === '')
    return text.refuse(at, 'a table and its column, such as movies.item_id');
  return { table, column };
}
