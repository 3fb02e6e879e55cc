/**
 * Partition of the lines that viewers of our own pages leave beside a log that somebody else writes,
 * such as that of a simulated service. It may be silent for days while the log goes on, so it says
 * nothing of how far the log was read.
 */
export const POSTED_PARTITION = 1_000_000;
