/** Text that is safe to stand in a page as it is. Made by `html` only. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | readonly Piece[];

/**
 * A piece of a page. Every inserted string is escaped, wherever it came from; `Html` and lists of
 * it are inserted as they are, `null` as nothing. Attributes must stand in double quotes.
 */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  markup: texts.map((text, k) => (k === 0 ? text : markupOf(pieces[k - 1]!) + text)).join(''),
});

function markupOf(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  if (isList(piece)) return piece.map(markupOf).join('');
  return piece.markup;
}

const isList = (piece: Html | readonly Piece[]): piece is readonly Piece[] => Array.isArray(piece);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes markup, keeps a number and its unit on one line, and shows control characters, which a log may hold, as a sign of their own. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replaceAll(/(?<=\d) (?=(?:%|ms|h|s|min|pp|points|kB|MB|GB|bits)(?!\p{L}))/gu, '\u00a0')
    .replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
