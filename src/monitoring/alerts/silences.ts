import type { Metadata } from '../../store/index.ts';

/** Who does not want to hear of a rule, until when and why. */
export interface Silence {
  readonly rule: string;
  readonly until: string;
  readonly actor: string;
  readonly reason: string;
}

/** Silences a rule until an instant; a later silence takes the place of an earlier one. */
export async function silence(
  metadata: Metadata,
  { rule, until, actor, reason }: Silence,
): Promise<void> {
  const row = { until_at: until, actor, reason };
  await metadata
    .insertInto('alert_silences')
    .values({ rule, ...row })
    .onConflict((conflict) => conflict.column('rule').doUpdateSet(row))
    .execute();
}

/** Ends the silence of a rule. @returns the one that held; `null` where none did */
export async function liftSilence(
  metadata: Metadata,
  rule: string,
  nowMs: number,
): Promise<Silence | null> {
  const held = (await silencesAt(metadata, nowMs)).get(rule) ?? null;
  await metadata.deleteFrom('alert_silences').where('rule', '=', rule).execute();
  return held;
}

/** The silences that hold now, by rule. */
export async function silencesAt(metadata: Metadata, nowMs: number): Promise<Map<string, Silence>> {
  const rows = await metadata.selectFrom('alert_silences').selectAll().execute();
  return new Map(
    rows
      .filter(({ until_at }) => Date.parse(until_at) > nowMs)
      .map(({ rule, until_at, actor, reason }) => [rule, { rule, until: until_at, actor, reason }]),
  );
}
