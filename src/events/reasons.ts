/**
 * Why a line cannot be used. The list is closed: a ledger never holds another word. Codes are
 * stable over releases; each has the sentence that people read.
 */
export const QUARANTINE_REASONS = Object.freeze({
  not_utf8: 'The bytes of the line are no UTF-8 text.',
  empty_line: 'The line holds nothing.',
  line_too_long: 'The line is longer than any line of the stream can be.',
  not_json: 'The line is no JSON object.',
  missing_field: 'The line lacks one of the parts that an event of its kind has.',
  bad_time: 'The time is no real date and time in the form that the stream writes.',
  bad_user: 'The user id is empty or holds a character that user ids of this log never have.',
  unknown_event: 'The event is of no kind that the grammar or the mapping knows.',
  ignored_event: 'The mapping leaves out events of this kind on purpose.',
  bad_item: 'A movie id is empty or holds a character that movie ids never have.',
  bad_minute: 'The minute is no whole number from 0 to 1,500.',
  bad_rating: 'The rating is no value of the scale.',
  bad_recommendation: 'Host, status, result or latency of a recommendation line is broken.',
  unknown_item: 'The complete catalogue does not have this movie.',
  unknown_user: 'The complete catalogue does not have this user.',
  minute_past_end: 'The movie is over before this minute.',
  ambiguous_repair: 'One character is too many, and more than one line can have been meant.',
} as const);

export type QuarantineReason = keyof typeof QUARANTINE_REASONS;
