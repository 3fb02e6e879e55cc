/**
 * The one place that says when watching counts as the work of a recommendation. Raise `version`
 * whenever a number or a rule changes: reports of different versions cannot be compared.
 *
 * The statements that carry the rules out are in `sitting-tables.ts`.
 */
export const ATTRIBUTION = {
  version: 2,
  /** A watch follows an exposure when it begins within this time after it, in hours. */
  windowHours: 24,
  /** How far back an earlier watch of the same movie makes a later one a continuation, in hours. */
  lookBackHours: 24,
  /** A pause longer than this, in minutes, begins a new sitting with the same movie. */
  sittingGapMinutes: 240,
  rules: [
    'A watch is one sitting of a user with a movie; a pause of more than 4 hours begins a new one.',
    'A watch follows a recommendation when the movie was in a list that the same user got at most 24 hours before the watch began. All other watches were found without one.',
    'A watch is credited to the last such list, and only once per user and movie: when the user goes on with the movie later, that later sitting counts as found (looking back 24 hours before the day).',
    'Minutes are the minutes of film that the log shows, each as often as it was sent. They are credited to the day of the recommendation, whenever they were watched.',
    'With a credited watch its list place is credited, how far of the film it went, and the last rating that the user gave the movie from its beginning until the books close.',
    'The books of a day close 24 hours after it ends: what is watched later is not credited to it.',
  ],
} as const;
