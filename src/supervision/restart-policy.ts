/** A child that ran this long is healthy: the next failure counts as its first. */
export const HEALTHY_MS = 60_000;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** Exit code of wrong use: the same command can never succeed. */
const WRONG_USE = 2;

/** How a child process came to its end. */
export interface ChildEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a supervisor does about a child that ended without being asked to. */
export type NextStep =
  | { readonly kind: 'restart'; readonly delayMs: number; readonly failures: number }
  /** The role had an end of its own and reached it. */
  | { readonly kind: 'done' }
  /** Starting it again would fail in the same way. */
  | { readonly kind: 'give-up' };

/**
 * Milliseconds before a restart, doubling from 1 s to 30 s.
 *
 * @param failures ends in a row without a healthy minute between them, ≥ 1
 */
export const restartDelayMs = (failures: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));

/**
 * Decides what follows the end of a child. A pure function.
 *
 * @param before.failures ends in a row before this one
 * @param before.ranMs how long it ran this time
 * @param before.ends whether an exit with 0 is the role's own end
 */
export function stepAfter(
  end: ChildEnd,
  before: { readonly failures: number; readonly ranMs: number; readonly ends: boolean },
): NextStep {
  if (end.code === 0 && before.ends) return { kind: 'done' };
  if (end.code === WRONG_USE) return { kind: 'give-up' };
  const failures = before.ranMs >= HEALTHY_MS ? 1 : before.failures + 1;
  return { kind: 'restart', delayMs: restartDelayMs(failures), failures };
}

/** The end in words, to follow the role's name: `was killed (SIGKILL)`, `ended with code 1`. */
export function endWords({ code, signal }: ChildEnd): string {
  if (signal !== null) return `was killed (${signal})`;
  return code === 0 ? 'ended by itself' : `ended with code ${code}`;
}
