/** A name in camel case as words: `historyDecayRank` becomes `history decay rank`. */
export const spokenName = (name: string): string =>
  name.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
