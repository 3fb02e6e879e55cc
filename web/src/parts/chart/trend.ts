/** One curve over the shared x values; `null` where nothing is known. */
export interface TrendSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Ends of the interval around each value. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** What a chart shows, and the table behind it. */
export interface Trend {
  readonly caption: string;
  /** What stands along x, such as `Day`. */
  readonly xName: string;
  readonly x: readonly string[];
  /** Of the values, such as `ms`. */
  readonly unit: string;
  readonly series: readonly TrendSeries[];
  readonly kind?: 'line' | 'bar';
  /** How values are written. */
  readonly format: (value: number) => string;
  /** Whether y need not begin at 0. */
  readonly isZoomed?: boolean;
  /** Where y ends at the most, such as 100 of %. */
  readonly most?: number;
  /** A value worth a line of its own, such as 0 of a difference. */
  readonly reference?: { readonly value: number; readonly name: string };
}
