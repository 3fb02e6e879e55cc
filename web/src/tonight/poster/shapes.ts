import type { Draws } from './seeded.ts';

/** Part of a picture: a path in the colour of a palette. */
export interface Shape {
  readonly colour: 'shape' | 'spark' | 'ink';
  /** SVG path. */
  readonly path: string;
  /** How thick its line is; filled where absent. */
  readonly stroke?: number;
  readonly opacity?: number;
}

/** Where a picture goes: units of the poster. */
export interface Place {
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

type Motif = (draws: Draws, place: Place) => readonly Shape[];

const n = (value: number): string => String(Math.round(value * 10) / 10);
const circle = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
const rect = (x: number, y: number, width: number, height: number): string =>
  `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;

/** A sun over a horizon of bands that grow towards the viewer. */
const horizon: Motif = (draws, { top, bottom, width }) => {
  const height = bottom - top;
  const line = top + height * draws.between(0.5, 0.66);
  const radius = height * draws.between(0.26, 0.36);
  const x = width * draws.between(0.3, 0.7);
  const bands = [0, 1, 2, 3].map((k) => {
    const from = line + (bottom - line) * [0, 0.16, 0.4, 0.72][k]!;
    return rect(0, from, width, (bottom - line) * [0.08, 0.13, 0.2, 0.28][k]!);
  });
  return [
    { colour: 'spark', path: circle(x, line - radius * 0.25, radius) },
    { colour: 'shape', path: bands.join('') },
  ];
};

/** Rings around a point that may lie outside. */
const rings: Motif = (draws, { top, bottom, width }) => {
  const x = width * draws.pick([0, 0.5, 1]);
  const y = draws.pick([top, (top + bottom) / 2, bottom]);
  const step = draws.between(15, 22);
  const found = [1, 2, 3, 4, 5, 6, 7].map((k) => circle(x, y, k * step));
  return [
    { colour: 'shape', path: found.join(''), stroke: step * 0.42 },
    { colour: 'spark', path: circle(x, y, step * 0.62) },
  ];
};

/** Two halves that meet along a diagonal, and a disc where they do. */
const split: Motif = (draws, { top, bottom, width }) => {
  const lean = draws.between(-0.3, 0.3) * (bottom - top);
  const middle = (top + bottom) / 2;
  return [
    {
      colour: 'shape',
      path: `M0 ${n(middle + lean)}L${n(width)} ${n(middle - lean)}V${n(bottom)}H0Z`,
    },
    {
      colour: 'spark',
      path: circle(width * draws.between(0.25, 0.75), middle, (bottom - top) * 0.17),
    },
  ];
};

/** Upright bars like a skyline or an organ. */
const bars: Motif = (draws, { top, bottom, width }) => {
  const count = draws.pick([5, 7, 9]);
  const each = width / count;
  const lit = Math.floor(draws.next() * count);
  const heights = Array.from({ length: count }, () => (bottom - top) * (0.2 + 0.78 * draws.next()));
  const bar = (k: number): string =>
    rect(k * each + each * 0.14, bottom - heights[k]!, each * 0.72, heights[k]!);
  return [
    {
      colour: 'shape',
      path: heights.map((_height, k) => (k === lit ? '' : bar(k))).join(''),
    },
    { colour: 'spark', path: bar(lit) },
  ];
};

/** Dots on a grid that swell towards a point. */
const halftone: Motif = (draws, { top, bottom, width }) => {
  const step = 18;
  const fx = width * draws.between(0.2, 0.8);
  const fy = top + (bottom - top) * draws.between(0.2, 0.8);
  const reach = Math.hypot(width, bottom - top) * 0.62;
  let path = '';
  for (let y = top + step / 2; y < bottom; y += step)
    for (let x = step / 2 + 1; x < width; x += step) {
      const near = 1 - Math.hypot(x - fx, y - fy) / reach;
      if (near > 0.08) path += circle(x, y, near * step * 0.5);
    }
  return [{ colour: 'shape', path }];
};

/** Hills behind each other, a moon above. */
const hills: Motif = (draws, { top, bottom, width }) => {
  const height = bottom - top;
  const hill = (from: number): string => {
    const [a, b, c] = [draws.between(-0.16, 0.16), draws.between(-0.2, 0.2), draws.next() * 0.1];
    const y = (share: number): string => n(top + height * share);
    return `M0 ${y(from + a)}C${n(width * 0.3)} ${y(from - 0.2 + b)} ${n(width * 0.6)} ${y(from + 0.22 - b)} ${n(width)} ${y(from - c)}V${n(bottom)}H0Z`;
  };
  return [
    {
      colour: 'spark',
      path: circle(width * draws.between(0.2, 0.8), top + height * 0.24, height * 0.13),
    },
    { colour: 'shape', path: hill(0.55), opacity: 0.55 },
    { colour: 'shape', path: hill(0.75) },
  ];
};

/** A spiral of quarter turns. */
const turns: Motif = (draws, { top, bottom, width }) => {
  const [x, y] = [width / 2, (top + bottom) / 2];
  const step = draws.between(11, 14);
  let path = `M${n(x)} ${n(y)}`;
  for (let k = 1; k <= 11; k++) {
    const [dx, dy] = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ][k % 4] as [number, number];
    const r = k * step * 0.62;
    path += `a${n(r)} ${n(r)} 0 0 1 ${n(dx * r)} ${n(dy * r)}`;
  }
  return [{ colour: 'spark', path, stroke: step * 0.5 }];
};

/** Rays from below, like a stage light or a sunrise. */
const rays: Motif = (draws, { top, bottom, width }) => {
  const x = width * draws.between(0.25, 0.75);
  const count = draws.pick([7, 9, 11]);
  const far = (bottom - top) * 1.9;
  const ray = (k: number): string => {
    const from = Math.PI * (k / count);
    const to = from + Math.PI / count / 2;
    const at = (angle: number): string =>
      `${n(x + Math.cos(angle) * far)} ${n(bottom - Math.sin(angle) * far)}`;
    return `M${n(x)} ${n(bottom)}L${at(from)}L${at(to)}Z`;
  };
  return [
    { colour: 'shape', path: Array.from({ length: count }, (_none, k) => ray(k)).join('') },
    { colour: 'spark', path: circle(x, bottom, (bottom - top) * 0.3) },
  ];
};

/** The pictures a poster may have. */
export const MOTIFS: readonly Motif[] = [horizon, rings, split, bars, halftone, hills, turns, rays];
