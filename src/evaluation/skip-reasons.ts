/** Why a user with events in a window is not judged, with what it means. Frozen. */
export const SKIP_REASONS = Object.freeze({
  no_candidate: 'none of their events in the window is of a candidate item',
  one_event: 'live only: a single event in the window leaves nothing to fold in before it',
  no_history: 'nothing at all is known of them when the list is made',
  has_history: 'cold3 only: something is known of them before the cut',
  history_too_short: 'fewer events known of them than the protocol asks for',
  history_too_long: 'few only: more events known of them than the protocol is about',
});
export type SkipReason = keyof typeof SKIP_REASONS;

/** No user skipped, for any reason. */
export const noneSkipped = (): Record<SkipReason, number> =>
  Object.fromEntries(Object.keys(SKIP_REASONS).map((reason) => [reason, 0])) as Record<
    SkipReason,
    number
  >;
