/** Characters of a movie id: a-z 0-9 + . _ - * ; 2 marks the percent sign. */
const ALLOWED = new Uint8Array(128);
for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789+._-*') ALLOWED[letter.charCodeAt(0)] = 1;
ALLOWED['%'.charCodeAt(0)] = 2;

/**
 * Whether `text` from `from` to `to` is spelled like a movie id: one or more ASCII lower-case
 * letters, digits, `+ . _ - *`, or `%` with two hex digits (oldest logs). Says nothing about
 * whether such a movie exists.
 */
export function isItemId(text: string, from: number, to: number): boolean {
  if (from >= to) return false;
  for (let at = from; at < to; at++) {
    const allowed = ALLOWED[text.charCodeAt(at)];
    if (allowed === 1) continue;
    if (allowed !== 2 || !isHex(text, at + 1, to) || !isHex(text, at + 2, to)) return false;
    at += 2;
  }
  return true;
}

function isHex(text: string, at: number, to: number): boolean {
  if (at >= to) return false;
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}
