/**
 * The id the service gives a movie: the title in lower case, commas as `_`, then only ASCII
 * letters, digits, blanks and `. _ - *` kept, each blank as `+` (nothing collapsed or trimmed),
 * then `+` and the release year, empty when unknown.
 */
export const movieIdOf = (title: string, year: number | null): string =>
  `${title
    .toLowerCase()
    .replaceAll(',', '_')
    .replaceAll(/[^a-z0-9 ._*-]/g, '')
    .replaceAll(' ', '+')}+${year ?? ''}`;
