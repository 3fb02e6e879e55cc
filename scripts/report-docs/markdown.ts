/** A table; the first column holds words, the others numbers. */
export function table(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** 12345 as `12,345`. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A share as `12.3 %`; `–` for a share of nothing. */
export const share = (part: number, whole: number, digits = 1): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(digits)} %`;

/** A number with its sign and two digits. */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;

/** A number with two digits. */
export const figure = (value: number): string => value.toFixed(2);
