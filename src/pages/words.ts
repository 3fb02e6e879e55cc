/** 1234567 as `1,234,567`. */
export const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `1 line`, `2,000 lines`. */
export const counted = (value: number, unit: string, units = `${unit}s`): string =>
  `${number(value)} ${value === 1 ? unit : units}`;

/** 0.98765 as `98.8 %`; rounding never makes a share look whole, or like nothing. */
export function percent(share: number): string {
  const shown = (share * 100).toFixed(1);
  if (shown === '100.0') return share === 1 ? '100 %' : '> 99.9 %';
  if (shown === '0.0') return share === 0 ? '0 %' : '< 0.1 %';
  return `${shown} %`;
}

/** A number with as many decimals as three figures take: 12,345 · 123 · 12.3 · 1.23 · 0.0123. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 100) return number(value);
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return value.toFixed(decimals);
}

/** As short as a scale needs it: 950 · 12,000 · 250K · 2.5M. */
export const compact = (value: number): string =>
  value < 100_000
    ? number(value)
    : value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** 24 as `24 ms`; `null` as a dash. */
export const millis = (value: number | null): string =>
  value === null ? '–' : `${number(value)} ms`;
