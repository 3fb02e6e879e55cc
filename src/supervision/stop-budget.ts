/** All children are gone this long after a stop at the latest. */
export const STOP_MS = 4_500;

/**
 * How long the next child may take to end in good order: an equal share of what remains, so that
 * what one leaves over is there for the others.
 *
 * @param remainingMs until every child must be gone; below 0 counts as 0
 * @param childrenLeft the next one included, ≥ 1
 */
export const graceMs = (remainingMs: number, childrenLeft: number): number =>
  Math.max(0, remainingMs) / childrenLeft;
