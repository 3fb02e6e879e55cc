import type { Metadata } from '../../store/index.ts';
import type { AlertRule } from './alerts-schema.ts';
import type { Evaluated } from './evaluate-rule.ts';

/** `pending`: holds, but not for long enough yet; `resolved`: held once and does so no longer. */
export const ALERT_STATES = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Where a rule stands; a rule that never held has no standing. */
export interface AlertStanding {
  readonly rule: string;
  readonly state: AlertState;
  /** When it came into this state, by our own clock. */
  readonly since: string;
  /** Reported days in a row on which it has held; the last of them. */
  readonly days: number;
  readonly lastDay: string;
  readonly value: number | null;
  readonly found: string;
  /** What was last handed over for delivery; `null` before the first. */
  readonly told: 'firing' | 'resolved' | null;
}

/**
 * Where a rule stands after it was held against the report of a day. Looking at the same day again
 * moves nothing but the value; what cannot be told changes nothing.
 *
 * @param before `null` when it never held
 * @returns `null` when there is nothing to keep
 */
export function nextStanding(
  before: AlertStanding | null,
  rule: Pick<AlertRule, 'name' | 'forDays'>,
  now: { readonly evaluated: Evaluated; readonly day: string; readonly at: string },
): AlertStanding | null {
  const { holds, value, found } = now.evaluated;
  if (holds === null) return before;
  const wasOn = before !== null && before.state !== 'resolved';
  if (!holds) {
    if (before === null || before.state === 'pending') return before?.told === null ? null : before;
    return before.state === 'resolved'
      ? before
      : { ...before, state: 'resolved', since: now.at, days: 0, lastDay: now.day, value, found };
  }
  const days = !wasOn ? 1 : now.day > before.lastDay ? before.days + 1 : before.days;
  const state: AlertState =
    before?.state === 'firing' || days >= rule.forDays ? 'firing' : 'pending';
  return {
    rule: rule.name,
    state,
    since: before?.state === state ? before.since : now.at,
    days,
    lastDay: wasOn && now.day < before.lastDay ? before.lastDay : now.day,
    value,
    found,
    told: before?.told ?? null,
  };
}

/** All standings, by the names of their rules. */
export async function loadStandings(metadata: Metadata): Promise<Map<string, AlertStanding>> {
  const rows = await metadata.selectFrom('alerts').selectAll().orderBy('rule').execute();
  return new Map(
    rows.map((row) => [
      row.rule,
      {
        rule: row.rule,
        state: ALERT_STATES.find((state) => state === row.state)!,
        since: row.since,
        days: row.days,
        lastDay: row.last_day,
        value: row.value,
        found: row.found,
        told: row.told === 'firing' || row.told === 'resolved' ? row.told : null,
      },
    ]),
  );
}

/** Keeps a standing, or forgets the rule with `null`. */
export async function saveStanding(
  metadata: Metadata,
  rule: string,
  standing: AlertStanding | null,
): Promise<void> {
  if (standing === null) {
    await metadata.deleteFrom('alerts').where('rule', '=', rule).execute();
    return;
  }
  const { state, since, days, lastDay, value, found, told } = standing;
  const row = { state, since, days, last_day: lastDay, value, found, told };
  await metadata
    .insertInto('alerts')
    .values({ rule, ...row })
    .onConflict((conflict) => conflict.column('rule').doUpdateSet(row))
    .execute();
}
