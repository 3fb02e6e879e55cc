import { axisName, fixed, gridLine } from './chart-axes.ts';
import { niceStep, ticksOf } from './scale.ts';
import { compact } from './words.ts';
import { html, type Html } from './html.ts';

/** One column of a chart: parts stacked from below. */
export interface Bar {
  /** Below the column; the empty text for none. */
  readonly label: string;
  /** Told when pointed at. */
  readonly title: string;
  readonly parts: readonly { readonly value: number; readonly colour: Colour }[];
}

/** Classes of the page's style. */
export type Colour = 'good' | 'bad' | 'extra' | 'rest';

const SIZE = { width: 520, left: 62, right: 8, top: 32, bottom: 26 };
const ACROSS = { left: SIZE.left, end: SIZE.width - SIZE.right };
/** Room for the name of the axis. */
const LABEL_HEIGHT = 22;

/** How a chart is drawn. */
export interface ChartOptions {
  readonly title: string;
  readonly unit: string;
  /** What the columns stand for, below them. */
  readonly xLabel?: string;
  readonly most?: number;
  readonly height?: number;
}

/**
 * Stacked columns with a scale from 0, as inline SVG.
 *
 * @param bars at least one
 * @param options what the chart shows, for those who cannot see it; the unit of the scale; where
 *   the scale ends if not where the data do; the height in units of the drawing, which is 520 wide
 */
export function barChart(
  bars: readonly Bar[],
  { title, unit, xLabel, most = greatest(bars), height = 220 }: ChartOptions,
): Html {
  const bottom = SIZE.bottom + (xLabel === undefined ? 0 : LABEL_HEIGHT);
  const step = Math.max(1, niceStep(most));
  const top = Math.max(step, Math.ceil(most / step) * step);
  const plotHeight = height - SIZE.top - bottom;
  const yOf = (value: number): number => height - bottom - (value / top) * plotHeight;
  const slot = (SIZE.width - SIZE.left - SIZE.right) / bars.length;
  return html`<svg viewBox="0 0 ${SIZE.width} ${height}" role="img" aria-label="${title}">
    <text x="0" y="12">${unit}</text>
    ${ticksOf(top, step).map((value) => gridLine(ACROSS, yOf(value), compact(value)))}
    ${bars.map((bar, k) => column(bar, { x: SIZE.left + k * slot, slot, yOf }))}
    ${xLabel === undefined ? null : axisName(ACROSS, height - 5, xLabel)}
  </svg>`;
}

const greatest = (bars: readonly Bar[]): number => Math.max(0, ...bars.map(totalOf));

const totalOf = (bar: Bar): number => bar.parts.reduce((sum, { value }) => sum + value, 0);

function column(
  bar: Bar,
  {
    x,
    slot,
    yOf,
  }: { readonly x: number; readonly slot: number; readonly yOf: (v: number) => number },
): Html {
  let below = 0;
  const width = fixed(Math.max(1, slot * 0.78));
  const left = fixed(x + slot * 0.11);
  const parts = bar.parts.map(({ value, colour }) => {
    const [low, high] = [yOf(below), yOf(below + value)];
    below += value;
    return value === 0
      ? null
      : html`<rect
          class="${colour}"
          x="${left}"
          y="${fixed(high)}"
          width="${width}"
          height="${fixed(low - high)}"
        />`;
  });
  return html`<g
    ><title>${bar.title}</title>${parts}<text
      x="${fixed(x + slot / 2)}"
      y="${fixed(yOf(0) + 18)}"
      text-anchor="middle"
      >${bar.label}</text
    ></g
  >`;
}
