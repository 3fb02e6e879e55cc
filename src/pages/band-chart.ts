import { axisName, fixed, gridLine } from './chart-axes.ts';
import { html, type Html } from './html.ts';
import { linearScale, scaleWords } from './linear-scale.ts';

/** A value with its bounds at a place of the x axis. */
export interface BandPoint {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Points that belong together, joined by a line in a band. */
export interface Band {
  readonly name: string;
  /** In ascending order of x. */
  readonly points: readonly BandPoint[];
}

/** How bands are told. */
export interface BandOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Values that bounds are held against, drawn as dashed lines over the whole width. */
  readonly references: readonly { readonly value: number; readonly name: string }[];
}

const SIZE = { width: 520, height: 300, left: 62, right: 12, top: 46, bottom: 46 };
const ACROSS = { left: SIZE.left, end: SIZE.width - SIZE.right };

/**
 * A value and its bounds as they went, band after band, as inline SVG. The scale goes by the later
 * half of each band: bounds that reach beyond it end at its edge.
 *
 * @param bands at least one point altogether
 */
export function bandChart(bands: readonly Band[], options: BandOptions): Html {
  const { title, xLabel, yLabel, references } = options;
  const points = bands.flatMap((band) => band.points);
  const shown = bands.flatMap(({ points: all }) => all.slice(Math.floor(all.length / 2)));
  const xs = linearScale([0, ...points.map(({ x }) => x)], [SIZE.left, SIZE.width - SIZE.right]);
  const ys = linearScale(
    [...references.map(({ value }) => value), ...shown.flatMap(({ low, high }) => [low, high])],
    [SIZE.height - SIZE.bottom, SIZE.top],
  );
  return html`<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}">
    <text x="0" y="14">${yLabel}</text>
    ${ys.ticks.map((value) => gridLine(ACROSS, ys.at(value), scaleWords(value)))}
    ${xs.ticks.map(
      (value) =>
        html`<text
          x="${fixed(xs.at(value))}"
          y="${SIZE.height - SIZE.bottom + 18}"
          text-anchor="middle"
          >${scaleWords(value)}</text
        >`,
    )}
    ${axisName(ACROSS, SIZE.height - 6, xLabel)}
    ${bands.map((band) => drawn(band, { x: xs.at, y: ys.at }))}
    ${references.map(
      ({ value, name }) =>
        html`<g
          ><title>${name}</title
          ><line
            class="reference"
            x1="${SIZE.left}"
            x2="${SIZE.width - SIZE.right}"
            y1="${fixed(ys.at(value))}"
            y2="${fixed(ys.at(value))}"
        /></g>`,
    )}
  </svg>`;
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** The band, its line, its last value as a dot, and its name above where it begins. */
function drawn({ name, points }: Band, { x, y }: Places): Html | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const path = (of: (point: BandPoint) => number, all: readonly BandPoint[]): string =>
    all.map((point) => `${fixed(x(point.x))} ${fixed(y(of(point)))}`).join('L');
  const around = `M${path(({ high }) => high, points)}L${path(({ low }) => low, points.toReversed())}Z`;
  return html`<g
    ><title>${name}</title
    ><line
      class="rule"
      x1="${fixed(x(first.x))}"
      x2="${fixed(x(first.x))}"
      y1="${SIZE.top - 6}"
      y2="${SIZE.height - SIZE.bottom}" /><text x="${fixed(x(first.x) + 3)}" y="${SIZE.top - 8}"
      >${name}</text
    ><path class="band" d="${around}" /><path
      class="line-now"
      d="M${path(({ value }) => value, points)}" /><circle
      class="good"
      cx="${fixed(x(last.x))}"
      cy="${fixed(y(last.value))}"
      r="4.5"
  /></g>`;
}
