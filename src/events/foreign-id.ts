/** Longest id of another service, in characters. */
export const MAX_FOREIGN_ID = 200;

/**
 * Printable ASCII but blank, comma, quotes, brackets and backslash: what can stand in a
 * comma-separated line, in a header and in a path, sorts alike everywhere, and cannot be mistaken
 * for another id that looks the same.
 */
const FOREIGN = /^[!#-&*+\-./0-9:;=?@A-Z^_a-z|~]+$/;

/** Whether a text can be the id of a user or an item of another service. */
export const isForeignId = (text: string): boolean =>
  text.length <= MAX_FOREIGN_ID && FOREIGN.test(text);
