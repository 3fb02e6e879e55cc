const ZERO = 48;
const NINE = 57;

/** Whether the characters `from` (included) to `to` (excluded) are one or more ASCII digits. */
export function isDigits(text: string, from: number, to: number): boolean {
  if (from >= to) return false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/** The value of `count` digits at `from`, or -1 when one of them is no ASCII digit. */
export function fixedDigits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The whole number written at `from`..`to` the way a machine prints it: 1 to 9 digits, no sign,
 * no leading zero. Anything else gives -1.
 */
export function plainNumber(text: string, from: number, to: number): number {
  const length = to - from;
  if (length < 1 || length > 9) return -1;
  if (length > 1 && text.charCodeAt(from) === ZERO) return -1;
  return fixedDigits(text, from, length);
}
