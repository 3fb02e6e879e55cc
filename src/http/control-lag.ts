/** Says since when a growing log is ahead of what was read of it. */
export interface LagWatch {
  /**
   * Notes how far the log and its reading have come, in event time.
   *
   * @returns seconds since the log held what is not read yet; 0 when all of it was read. At the
   *   first look nobody knows how long the rest has been there: it counts from that look on.
   */
  note(of: { readonly endMs: number; readonly readMs: number; readonly atMs: number }): number;
}

/** One look a second may come; a lag beyond an hour is told by the minute. */
const MAX_ENDS = 3_600;

/** Makes a watch. Event time may run faster than the clock; the lag it tells is the clock's. */
export function lagWatch(): LagWatch {
  /** Ends of the log that were not read yet when last looked at, oldest first. */
  let unread: { readonly endMs: number; readonly atMs: number }[] = [];
  return {
    note: ({ endMs, readMs, atMs }) => {
      if (endMs > (unread.at(-1)?.endMs ?? -Infinity)) unread.push({ endMs, atMs });
      unread = unread.filter((end) => end.endMs > readMs);
      if (unread.length > MAX_ENDS) unread.splice(1, 60);
      const [oldest] = unread;
      return oldest === undefined ? 0 : (atMs - oldest.atMs) / 1000;
    },
  };
}
