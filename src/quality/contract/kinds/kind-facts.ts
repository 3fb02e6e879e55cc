/** The kinds of check; each has a file of its own beside this one. */
export const KIND_NAMES = [
  'column-missing',
  'column-type',
  'column-new',
  'null-values',
  'missing-values',
  'allowed-values',
  'pattern',
  'range',
  'text-length',
  'list-length',
  'duplicate-values',
  'row-count',
  'reference',
  'daily-volume',
  'hourly-volume',
  'freshness',
  'unaccounted-lines',
  'quarantined-lines',
  'quarantine-reason',
  'repaired-lines',
  'duplicate-lines',
  'pending-lines',
] as const;
export type KindName = (typeof KIND_NAMES)[number];

/** What people are told of a kind of check. */
export interface KindFacts {
  /** A few words that name it. */
  readonly title: string;
  /** The fault that it finds and no other kind does. */
  readonly finds: string;
  /** What to do when it reports. */
  readonly advice: string;
}
