import type { SimulationConfig } from './config.ts';
import { hashBits, hashUnit } from './draws.ts';

/** What was done to a line. */
export type FaultKind = 'inserted' | 'replaced' | 'broken-field' | 'repeated' | 'late';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const WITH_BLANK = `${LETTERS} `;
const letterAt = (alphabet: string, bits: number): string => alphabet[bits % alphabet.length]!;

/**
 * Which fault, if any, meets a line. Looked up by the line's number, so that a log with faults is
 * the clean log with some lines damaged.
 */
export function faultOf(
  faults: SimulationConfig['faults'],
  seed: number,
  line: number,
): FaultKind | null {
  let unit = hashUnit(seed, line, Math.floor(line / 2 ** 32), 400);
  for (const kind of ['inserted', 'replaced', 'repeated', 'late'] as const)
    if ((unit -= faults[kind]) < 0) return kind;
  return null;
}

/** A line with one random letter, digit or blank put anywhere, both ends included. */
export function insertCharacter(line: string, seed: number, lineNumber: number): string {
  const at = hashBits(seed, lineNumber, 401) % (line.length + 1);
  const character = letterAt(WITH_BLANK, hashBits(seed, lineNumber, 402));
  return line.slice(0, at) + character + line.slice(at);
}

/** A watch or rating line whose movie id is 8 … 55 random alphanumerics; others as they are. */
export function replaceMovieId(line: string, seed: number, lineNumber: number): string {
  const length = 8 + (hashBits(seed, lineNumber, 403) % 48);
  const id = Array.from({ length }, (_, k) =>
    letterAt(LETTERS, hashBits(seed, lineNumber, 404, k)),
  ).join('');
  return line.replace(/(GET \/data\/m\/|GET \/rate\/)[^/=]+/, `$1${id}`);
}

/** A watch line without its minute, as after an unannounced schema change. */
export const dropMinute = (line: string): string => line.replace(/\/\d+\.mpg$/, '/.mpg');
