import { axisName, fixed, gridLine } from './chart-axes.ts';
import { html, type Html } from './html.ts';
import { figure } from './words.ts';

/** One named point of a plot. */
export interface Point {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Half the height of its error bar; 0 for none. */
  readonly error: number;
}

const SIZE = { width: 520, height: 320, left: 56, right: 96, top: 32, bottom: 44 };

/** How a plot is told. */
export interface ScatterOptions {
  /** What it shows, for those who cannot see it. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Points in a plane, both scales from 0, with error bars and names, as inline SVG. */
export function scatterChart(
  points: readonly Point[],
  { title, xLabel, yLabel }: ScatterOptions,
): Html {
  const most = (values: readonly number[]): number => Math.max(1e-9, ...values) * 1.05;
  const xMost = most(points.map(({ x }) => x));
  const yMost = most(points.map(({ y, error }) => y + error));
  const [right, bottom] = [SIZE.width - SIZE.right, SIZE.height - SIZE.bottom];
  const across = { left: SIZE.left, end: right };
  const xOf = (x: number): number => SIZE.left + (x / xMost) * (right - SIZE.left);
  const yOf = (y: number): number => bottom - (y / yMost) * (bottom - SIZE.top);
  const parts = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}">
    <text x="0" y="14">${yLabel}</text>
    ${parts.map((part) => gridLine(across, yOf(part * yMost), figure(part * yMost)))}
    ${parts.map(
      (part) =>
        html`<text x="${fixed(xOf(part * xMost))}" y="${bottom + 18}" text-anchor="middle"
          >${figure(part * xMost)}</text
        >`,
    )}
    ${axisName(across, SIZE.height - 6, xLabel)} ${points.map((point) => dot(point, { xOf, yOf }))}
  </svg>`;
}

type Scale = (value: number) => number;

function dot(
  { name, x, y, error }: Point,
  { xOf, yOf }: { readonly xOf: Scale; readonly yOf: Scale },
): Html {
  const [cx, cy] = [fixed(xOf(x)), fixed(yOf(y))];
  const [above, below] = [yOf(y + error), yOf(Math.max(0, y - error))];
  const bar =
    error === 0
      ? null
      : html`<rect
          class="rest"
          x="${fixed(xOf(x) - 1)}"
          width="2"
          y="${fixed(above)}"
          height="${fixed(below - above)}"
        />`;
  return html`<g
    ><title>${name}: ${figure(y)} at ${figure(x)}</title>${bar}<circle
      class="good"
      cx="${cx}"
      cy="${cy}"
      r="5"
    /><text x="${fixed(xOf(x) + 9)}" y="${fixed(yOf(y) + 4)}">${name}</text></g
  >`;
}
