import { MAX_MINUTE, MAX_RATING } from './decode-line.ts';
import { decodeTime } from './decode-time.ts';
import type { LineSpan, TickScanner } from './line-decoder.ts';

/** Lines outside these lengths are left to the decoder. */
const SHORTEST = '1970-01-01T00:00,1,GET /rate/a=1'.length;
const LONGEST = 1_024;
const MAX_USER_DIGITS = 15;

const [ZERO, COMMA, COLON, SLASH, EQUALS] = [48, 44, 58, 47, 61];
/** Four characters as the 32-bit number that they are in memory, first character lowest. */
const word = (text: string): number => Buffer.from(text, 'latin1').readInt32LE();
const GET = word('GET ');
const DATA = [word('/dat'), word('a/m/')] as const;
const RATE = [word('/rat'), word('ate/')] as const;
const MPG = word('.mpg');

/**
 * Reads watch and rating lines of the movie service's log from their bytes, in one pass and
 * without a string. Takes a line only where it is in canonical form: the time to the minute, or to
 * the second where that is not 0; no leading zeros. Lines of one minute share the first 16
 * characters, so the date is read once a minute. The readable form of the rules is `decodeLine`.
 */
export class MovielogScanner implements TickScanner {
  kind: 'watch' | 'rating' = 'watch';
  timeMs = 0;
  user = 0;
  itemStart = 0;
  itemEnd = 0;
  value = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** The first 16 characters of the line whose minute was read last, as four words. */
  readonly #minute = new Int32Array(4);
  #minuteMs = Number.NaN;

  scan({ bytes, start, end }: LineSpan): boolean {
    if (end - start < SHORTEST || end - start > LONGEST) return false;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const userAt = this.#scanTime(start);
    const eventAt = userAt < 0 ? -1 : this.#scanUser(userAt, end);
    if (eventAt < 0 || end - eventAt < 'GET /rate/a=1'.length) return false;
    const view = this.#view;
    if (view.getInt32(eventAt, true) !== GET) return false;
    const path = view.getInt32(eventAt + 4, true);
    if (path === DATA[0] && view.getInt32(eventAt + 8, true) === DATA[1])
      return this.#scanWatch(eventAt + 12, end);
    if (path === RATE[0] && view.getInt32(eventAt + 6, true) === RATE[1])
      return this.#scanRating(eventAt + 10, end);
    return false;
  }

  /** @returns where the user begins, or -1 */
  #scanTime(start: number): number {
    const view = this.#view;
    const bytes = this.#bytes;
    const minute = this.#minute;
    if (
      view.getInt32(start, true) !== minute[0] ||
      view.getInt32(start + 4, true) !== minute[1] ||
      view.getInt32(start + 8, true) !== minute[2] ||
      view.getInt32(start + 12, true) !== minute[3]
    )
      if (!this.#readMinute(start)) return -1;
    const after = bytes[start + 16]!;
    this.timeMs = this.#minuteMs;
    if (after === COMMA) return start + 17;
    const tens = bytes[start + 17]! - ZERO;
    const ones = bytes[start + 18]! - ZERO;
    const second = tens * 10 + ones;
    if (after !== COLON || tens >>> 0 > 5 || ones >>> 0 > 9 || second === 0) return -1;
    this.timeMs += second * 1000;
    return bytes[start + 19] === COMMA ? start + 20 : -1;
  }

  #readMinute(start: number): boolean {
    const time = decodeTime(String.fromCharCode(...this.#bytes.subarray(start, start + 16)), 16);
    if (time === null) return false;
    for (let at = 0; at < 4; at++) this.#minute[at] = this.#view.getInt32(start + 4 * at, true);
    this.#minuteMs = time.ms;
    return true;
  }

  /** @returns where the event begins, or -1 */
  #scanUser(start: number, end: number): number {
    const bytes = this.#bytes;
    let user = 0;
    let at = start;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit >>> 0 > 9) break;
      user = user * 10 + digit;
    }
    const digits = at - start;
    if (digits === 0 || digits > MAX_USER_DIGITS || bytes[at] !== COMMA) return -1;
    if (digits > 1 && bytes[start] === ZERO) return -1;
    this.user = user;
    return at + 1;
  }

  #scanWatch(start: number, end: number): boolean {
    const slash = this.#scanLastNumber(end - 4, { after: SLASH, digits: 4 });
    if (slash <= start || this.#view.getInt32(end - 4, true) !== MPG) return false;
    this.kind = 'watch';
    this.itemStart = start;
    this.itemEnd = slash;
    return this.value <= MAX_MINUTE;
  }

  #scanRating(start: number, end: number): boolean {
    const equals = this.#scanLastNumber(end, { after: EQUALS, digits: 2 });
    if (equals <= start) return false;
    this.kind = 'rating';
    this.itemStart = start;
    this.itemEnd = equals;
    return this.value >= 1 && this.value <= MAX_RATING;
  }

  /** Reads a plain number that ends before `end`. @returns where the character before it is, or -1 */
  #scanLastNumber(
    end: number,
    { after, digits }: { readonly after: number; readonly digits: number },
  ): number {
    const bytes = this.#bytes;
    let value = 0;
    let scale = 1;
    let at = end - 1;
    for (; at >= end - digits; at--) {
      const digit = bytes[at]! - ZERO;
      if (digit >>> 0 > 9) break;
      value += digit * scale;
      scale *= 10;
    }
    const count = end - 1 - at;
    if (bytes[at] !== after || count === 0) return -1;
    if (count > 1 && bytes[at + 1] === ZERO) return -1;
    this.value = value;
    return at;
  }
}
