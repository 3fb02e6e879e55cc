/** A value at an instant. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** What part of time and value a picture shows, and how large it is. */
export interface CurveFrame {
  readonly fromMs: number;
  readonly toMs: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Between two values with more time than this between them nothing was seen, so no line goes. */
const GAP_MS = 20_000;

/** The path (SVG) of a curve; the value 0 lies at the foot, `top` at the head. */
export function curvePath(points: readonly Point[], frame: CurveFrame): string {
  const { fromMs, toMs, top, width, height } = frame;
  const x = (atMs: number): number => ((atMs - fromMs) / (toMs - fromMs)) * width;
  const y = (value: number): number => height - (value / top) * height;
  return points
    .map(({ atMs, value }, k) => {
      const before = points[k - 1];
      const pen = before === undefined || atMs - before.atMs > GAP_MS ? 'M' : 'L';
      return `${pen}${round(x(atMs))} ${round(y(value))}`;
    })
    .join('');
}

/** The next of 1, 2, 5, 10, … that is not below a value; 1 for nothing. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

const round = (value: number): number => Math.round(value * 10) / 10;
