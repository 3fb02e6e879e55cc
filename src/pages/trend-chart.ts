import { axisName, fixed, gridLine } from './chart-axes.ts';
import { html, type Html } from './html.ts';
import { niceStep, ticksOf } from './scale.ts';
import { compact } from './words.ts';

/** One day of a trend; `null` where there is no value. */
export interface TrendPoint {
  readonly label: string;
  readonly now: number | null;
  readonly before: number | null;
}

const SIZE = { width: 520, height: 200, left: 66, right: 14, top: 32, bottom: 46 };
const ACROSS = { left: SIZE.left, end: SIZE.width - SIZE.right };

/** How a trend is told. */
export interface TrendOptions {
  readonly title: string;
  /** Above the scale: what it measures, with its unit. */
  readonly unit: string;
  /** Where the scale ends at the top, if not where the data do. */
  readonly most?: number;
}

/**
 * A value by day, a full line with dots, beside what it was before, a dashed line with squares;
 * scale from 0, as inline SVG. A day without a value breaks its line.
 *
 * @param points at least one
 */
export function trendChart(
  points: readonly TrendPoint[],
  { title, unit, most = greatest(points) }: TrendOptions,
): Html {
  const step = niceStep(most);
  const top = Math.max(step, Math.ceil(most / step - 1e-9) * step);
  const bottom = SIZE.height - SIZE.bottom;
  const slot = (SIZE.width - SIZE.left - SIZE.right) / points.length;
  const xOf = (k: number): number => SIZE.left + (k + 0.5) * slot;
  const yOf = (value: number): number => bottom - (value / top) * (bottom - SIZE.top);
  const every = Math.ceil(points.length / 8);
  return html`<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}">
    <text x="0" y="12">${unit}</text>
    ${ticksOf(top, step).map((value) => gridLine(ACROSS, yOf(value), scaleWords(value)))}
    ${points.map((point, k) =>
      k % every === 0
        ? html`<text x="${fixed(xOf(k))}" y="${bottom + 18}" text-anchor="middle"
            >${point.label}</text
          >`
        : null,
    )}
    ${axisName(ACROSS, SIZE.height - 5, 'day (UTC)')}
    ${series(
      points.map(({ before }) => before),
      { xOf, yOf, kind: 'before' },
    )}
    ${series(
      points.map(({ now }) => now),
      { xOf, yOf, kind: 'now' },
    )}
  </svg>`;
}

const greatest = (points: readonly TrendPoint[]): number =>
  Math.max(0, ...points.flatMap(({ now, before }) => [now ?? 0, before ?? 0]));

const scaleWords = (value: number): string => (value >= 1000 ? compact(value) : String(value));

interface SeriesAt {
  readonly xOf: (k: number) => number;
  readonly yOf: (value: number) => number;
  readonly kind: 'now' | 'before';
}

function series(values: readonly (number | null)[], { xOf, yOf, kind }: SeriesAt): Html {
  let open = false;
  const path = values
    .map((value, k) => {
      if (value === null) return ((open = false), '');
      const step = `${open ? 'L' : 'M'}${fixed(xOf(k))} ${fixed(yOf(value))}`;
      open = true;
      return step;
    })
    .join('');
  const marks = values.map((value, k) =>
    value === null
      ? null
      : kind === 'now'
        ? html`<circle class="good" cx="${fixed(xOf(k))}" cy="${fixed(yOf(value))}" r="4.5" />`
        : html`<rect
            class="before-mark"
            x="${fixed(xOf(k) - 3.5)}"
            y="${fixed(yOf(value) - 3.5)}"
            width="7"
            height="7"
          />`,
  );
  return html`<g
    >${path === '' ? null : html`<path class="line-${kind}" d="${path}" />`}${marks}</g
  >`;
}
