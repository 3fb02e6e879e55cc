/** The elements of a JSON array as they are written, or the 1-based line of what is no JSON. */
export type JsonElements =
  | { readonly ok: true; readonly elements: readonly string[] }
  | { readonly ok: false; readonly line: number };

/**
 * Cuts a JSON array into the texts of its elements, so that numbers keep all their digits; an
 * object is taken for an array of one.
 */
export function jsonElements(text: string): JsonElements {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, line: lineOf(text, thrown as SyntaxError) };
  }
  if (Array.isArray(value)) return { ok: true, elements: cutArray(text) };
  return typeof value === 'object' && value !== null
    ? { ok: true, elements: [text] }
    : { ok: false, line: 1 };
}

/** The engine says where it stopped; where it does not, the text ended too early. */
function lineOf(text: string, { message }: SyntaxError): number {
  const place = / at position (\d+)/.exec(message)?.[1];
  const before = place === undefined ? text.trimEnd() : text.slice(0, Number(place));
  return before.split('\n').length;
}

/** @param text a whole JSON array */
function cutArray(text: string): string[] {
  const elements: string[] = [];
  let [depth, start, isString] = [0, 0, false];
  const take = (end: number): void => {
    const element = text.slice(start, end).trim();
    if (element !== '') elements.push(element);
    start = end + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isString) {
      if (character === '\\') at++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '[' || character === '{') {
      if (depth++ === 0) start = at + 1;
    } else if (character === ']' || character === '}') {
      if (--depth === 0) take(at);
    } else if (character === ',' && depth === 1) take(at);
  }
  return elements;
}
