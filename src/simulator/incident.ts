/** What can happen to the simulated service at a known instant. */
export const INCIDENT_KINDS = [
  'dead-hour',
  'voided-answers',
  'broken-field',
  'title-launch',
  'taste-shift',
  'bad-release',
  'broken-age',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/**
 * Something that happens from one instant to another:
 * - `dead-hour`: no line is written, though viewers watch on;
 * - `voided-answers`: every list is taken for JSON and voided (status 400);
 * - `broken-field`: watch lines lose the minute, as after a schema change;
 * - `title-launch`: a blockbuster appears at `fromMs` and is in fashion until `toMs`;
 * - `taste-shift`: from `fromMs` on (for good) half of the viewers have other tastes;
 * - `bad-release`: every list that would have been answered shows everybody the least known movies;
 * - `broken-age`: users are told with their year of birth in place of their age.
 */
export interface Incident {
  readonly kind: IncidentKind;
  readonly fromMs: number;
  /** Excluded. */
  readonly toMs: number;
}

/** Whether an incident of the kind is under way. */
export const isUnderWay = (
  incidents: readonly Incident[],
  kind: IncidentKind,
  atMs: number,
): boolean => incidents.some((i) => i.kind === kind && atMs >= i.fromMs && atMs < i.toMs);
