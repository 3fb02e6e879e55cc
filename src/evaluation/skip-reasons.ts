/** Why a user with events in a window is not judged, with what it means. Frozen. */
export const SKIP_REASONS = Object.freeze({
  no_candidate: 'none of their events in the window is of a candidate item',
  one_event: 'live only: a single event in the window leaves nothing to fold in before it',
  history_too_short: 'fewer events known of them than the protocol asks for',
  history_too_long: 'few only: more events known of them than the protocol is about',
});
export type SkipReason = keyof typeof SKIP_REASONS;
