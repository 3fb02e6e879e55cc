/** Second `n` of an invented log that begins on 2024-03-01 at 00:00, in the log's own form. */
export function logTime(second: number): string {
  const iso = new Date(Date.UTC(2024, 2, 1) + second * 1000).toISOString();
  return iso.slice(17, 19) === '00' ? iso.slice(0, 16) : iso.slice(0, 19);
}

/** Watch lines of an invented log, one a second, all different: users 1..50, movies film+0..film+9. */
export const watchLines = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, row) => {
    const n = from + row;
    return `${logTime(n)},${(n % 50) + 1},GET /data/m/film+${n % 10}/${n % 90}.mpg`;
  });
