/** A difference of metrics with its sign and four digits. */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
