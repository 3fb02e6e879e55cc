const opening = (name: string): string => `<!-- generated: ${name} -->`;
const CLOSING = '<!-- end -->';

/** Something that a page needs is not there, so that its old text has to stay. */
export class NotThere extends Error {}

/**
 * A page with the text between `<!-- generated: NAME -->` and the next `<!-- end -->` replaced.
 *
 * @throws Error when the page has no such block, or one without an end
 */
export function withBlock(page: string, name: string, text: string): string {
  const start = page.indexOf(opening(name));
  const from = start + opening(name).length;
  const to = page.indexOf(CLOSING, from);
  if (start < 0 || to < 0)
    throw new Error(`found no block '${name}' with an end, expected one on the page`);
  return `${page.slice(0, from)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}
