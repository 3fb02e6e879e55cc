/**
 * What an item id must be for the caller to read it off a comma-separated line: 1 to 500
 * characters, none of them a blank, a control character, a comma, a bracket, a quote or a
 * backslash. One offending id voids the whole list at the caller's.
 */
const WRITABLE = /^[^\s\p{C},[\](){}<>"'`\\]{1,500}$/u;

/** Whether an id can stand on a list. */
export const isWritable = (itemId: string): boolean => WRITABLE.test(itemId);
