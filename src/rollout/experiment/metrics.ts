/**
 * What can be measured of a user over a window, by name. Minutes, ratings and requests come from
 * the stream; tiers from the receipts; novelty and minors from both with the catalogue.
 */
export const METRICS: ReadonlySet<string> = new Set([
  /** Minutes watched, whatever list they followed. */
  'minutes',
  /** Mean of the ratings given; not measured of who gave none. */
  'rating',
  /** Requests for lists, and those that were answered with one. */
  'requests',
  'lists',
  /** Share of the requests that were voided or not answered. */
  'voided',
  /** Mean time that an answer took, as the caller measured it. */
  'latencyMs',
  /** Share of the lists that were made for the very user. */
  'personal',
  /** Different titles shown, and their share of the catalogue. */
  'distinct',
  'coverage',
  /** Mean self-information of the titles shown, in bits, by who watched them before the start. */
  'novelty',
  /** Titles shown against the age rules that hold. */
  'minors',
]);

/** The names that a metric is made of: two for a ratio. */
export const partsOf = (metric: string): readonly string[] => metric.split('/');

/** Everything that a plan needs to have measured, each once. */
export const measuredBy = (plan: {
  readonly metric: string;
  readonly guardrails: readonly { readonly metric: string }[];
}): string[] => [
  ...new Set([plan.metric, ...plan.guardrails.map(({ metric }) => metric)].flatMap(partsOf)),
];
