/** The parts of a line in which a character too many may stand. */
export type LinePart =
  'user id' | 'movie id' | 'minute' | 'rating' | 'host' | 'latency' | 'error text' | 'another part';

/**
 * The part of a line in which a character was inserted. A character equal to its neighbour counts
 * as standing behind it, which is the same part or the end of it.
 *
 * @param original the line as it was @param damaged the same with one character more
 */
export function damagedPart(original: string, damaged: string): LinePart {
  let at = 0;
  while (at < original.length && original[at] === damaged[at]) at++;
  const user = original.indexOf(',') + 1;
  const event = original.indexOf(',', user) + 1;
  if (at >= user && at < event) return 'user id';
  return at < event ? 'another part' : partOfEvent(original.slice(event), at - event);
}

function partOfEvent(event: string, at: number): LinePart {
  const spans: readonly (readonly [RegExp, LinePart])[] = [
    [/(?<=^GET \/(?:data\/m|rate)\/)[^/=]*/d, 'movie id'],
    [/(?<=\/)\d+(?=\.mpg$)/d, 'minute'],
    [/(?<=^GET \/rate\/.*=)\d+$/d, 'rating'],
    [/(?<=^recommendation request )[^:]*/d, 'host'],
    [/(?<=, )\d+(?= ms$)/d, 'latency'],
    [/(?<=status 200, result: ).*(?=, \d+ ms$)/d, 'movie id'],
    [/(?<=status \d+, result: ).*(?=, \d+ ms$)/d, 'error text'],
  ];
  for (const [pattern, part] of spans) {
    const span = pattern.exec(event)?.indices?.[0];
    if (span !== undefined && at >= span[0] && at <= span[1]) return part;
  }
  return 'another part';
}
