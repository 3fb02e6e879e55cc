import { fixed } from './chart-axes.ts';
import { html, type Html } from './html.ts';
import { linearScale, scaleWords } from './linear-scale.ts';
import { figure } from './words.ts';

/** A named value with its interval; `low` and `high` equal the value where there is none. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const SIZE = { width: 520, left: 170, right: 20, top: 10, row: 30, bottom: 46 };
/** Height of a line of words below the scale. */
const LINE = 20;

/** How intervals are told. */
export interface IntervalOptions {
  readonly title: string;
  /** What the scale means, with its unit. */
  readonly unit: string;
  /** A value that rows are held against, drawn as a dashed line. */
  readonly reference?: { readonly value: number; readonly name: string };
}

/**
 * Values with their intervals, one row each, on a scale that includes the reference (0 unless
 * given), as inline SVG.
 *
 * @param rows at least one
 */
export function intervalChart(rows: readonly IntervalRow[], options: IntervalOptions): Html {
  const { title, unit, reference = { value: 0, name: '' } } = options;
  const { ticks, at: xOf } = linearScale(
    [reference.value, ...rows.flatMap((row) => [row.low, row.high])],
    [SIZE.left, SIZE.width - SIZE.right],
  );
  const bottom = SIZE.top + rows.length * SIZE.row;
  const legend = [unit, ...(reference.name === '' ? [] : [`dashed: ${reference.name}`])];
  return html`<svg
    viewBox="0 0 ${SIZE.width} ${bottom + SIZE.bottom + (legend.length - 1) * LINE}"
    role="img"
    aria-label="${title}"
  >
    ${ticks.map((value) => tick(value, xOf(value), bottom))}
    <line
      class="reference"
      x1="${fixed(xOf(reference.value))}"
      x2="${fixed(xOf(reference.value))}"
      y1="${SIZE.top}"
      y2="${bottom}"
    />
    ${rows.map((row, k) => drawn(row, SIZE.top + (k + 0.5) * SIZE.row, xOf))}
    ${legend.map(
      (line, k) =>
        html`<text
          x="${SIZE.width / 2}"
          y="${bottom + SIZE.bottom - 8 + k * LINE}"
          text-anchor="middle"
          >${line}</text
        >`,
    )}
  </svg>`;
}

const tick = (value: number, x: number, bottom: number): Html =>
  html`<line class="rule" x1="${fixed(x)}" x2="${fixed(x)}" y1="${SIZE.top}" y2="${bottom}" /><text
      x="${fixed(x)}"
      y="${bottom + 17}"
      text-anchor="middle"
      >${scaleWords(value)}</text
    >`;

const drawn = (
  { name, value, low, high }: IntervalRow,
  y: number,
  xOf: (value: number) => number,
): Html =>
  html`<g
    ><title>${name}: ${figure(value)} (${figure(low)} to ${figure(high)})</title
    ><text x="${SIZE.left - 10}" y="${fixed(y + 4)}" text-anchor="end">${name}</text
    ><line
      class="whisker"
      x1="${fixed(xOf(low))}"
      x2="${fixed(xOf(high))}"
      y1="${fixed(y)}"
      y2="${fixed(y)}" /><circle class="good" cx="${fixed(xOf(value))}" cy="${fixed(y)}" r="5"
  /></g>`;
