/** What a viewer does on this page. */
export type Deed =
  | { readonly kind: 'watch'; readonly itemId: string; readonly minutes: number }
  | { readonly kind: 'rate'; readonly itemId: string; readonly rating: number }
  | { readonly kind: 'join' };

const MINUTE_MS = 60_000;

/**
 * The lines of the log that a player would send for what a viewer does. A watch is one line a
 * minute, the last of them at the given time.
 *
 * @param atMs when it ends, by the clock of the log
 */
export function viewerLines(userId: string, deed: Deed, atMs: number): readonly string[] {
  const line = (ms: number, event: string): string =>
    `${new Date(ms).toISOString().slice(0, 19)},${userId},GET ${event}`;
  switch (deed.kind) {
    case 'join':
      return [line(atMs, '/create_account')];
    case 'rate':
      return [line(atMs, `/rate/${deed.itemId}=${deed.rating}`)];
    case 'watch':
      return Array.from({ length: Math.max(1, deed.minutes) }, (_none, minute) =>
        line(
          atMs - (deed.minutes - 1 - minute) * MINUTE_MS,
          `/data/m/${deed.itemId}/${minute}.mpg`,
        ),
      );
  }
}
