/** The first eight of a hash, enough to tell artifacts apart by eye. */
export const shortId = (id: string): string => id.slice(0, 8);

/** Names of machines, in words: `folded-in`, `bad_item`. */
export const spaced = (name: string): string => name.replaceAll('_', ' ').replaceAll('-', ' ');

/** `als/3` begins with its family. */
export const familyOf = (version: string): string => version.split('/', 1)[0]!;

/** A sentence begins with a capital. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A name in camel case as words: `historyDecayRank` becomes `history decay rank`. */
export const spokenName = (name: string): string =>
  name.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
