import { h, s } from './dom.ts';
import { percent, spaced } from './words.ts';

/** A curve that falls or rises, without axes; its ends are told beside it. */
export function sparkline(values: readonly number[], label: string): SVGElement {
  const [width, height, pad] = [120, 28, 3];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (k: number): number => pad + (k / Math.max(1, values.length - 1)) * (width - 2 * pad);
  const y = (value: number): number => height - pad - ((value - low) / span) * (height - 2 * pad);
  const points = values.map((value, k) => `${x(k).toFixed(1)},${y(value).toFixed(1)}`);
  return s(
    'svg',
    { class: 'spark', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    s('polyline', { points: points.join(' ') }),
    s('circle', { cx: x(values.length - 1), cy: y(values.at(-1)!), r: 2.5 }),
  );
}

/** A mean with its interval, where there is one. */
interface Interval {
  readonly name: string;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly mark: 'own' | 'other';
}

/** Means with their intervals on one scale. */
export function intervals(rows: readonly Interval[], unit: string): HTMLElement {
  const top = Math.max(...rows.map(({ mean, high }) => high ?? mean)) * 1.08 || 1;
  const bars = rows.map(({ name, mean, low, high, mark }) => {
    const x = (value: number): number => (value / top) * 100;
    const range = low === null || high === null ? null : { low, high };
    const words =
      range === null ? '' : `, 95 % interval ${range.low.toFixed(3)} to ${range.high.toFixed(3)}`;
    return h(
      'div',
      { class: 'interval' },
      h('span', { class: 'name' }, name),
      s(
        'svg',
        {
          viewBox: '0 0 100 10',
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': `${name}: ${mean.toFixed(4)} ${unit}${words}`,
        },
        s('rect', { class: 'ground', x: 0, y: 4.4, width: 100, height: 1.2 }),
        range === null
          ? null
          : s('rect', {
              class: `range ${mark}`,
              x: x(range.low),
              y: 2.4,
              width: x(range.high) - x(range.low),
              height: 5.2,
            }),
        s('rect', { class: `mean ${mark}`, x: x(mean) - 0.4, y: 0.6, width: 0.8, height: 8.8 }),
      ),
      h('span', { class: 'value' }, mean.toFixed(4)),
    );
  });
  return h('div', { class: 'intervals' }, ...bars);
}

/** Parts of a whole as one bar, with a legend that also says them. */
export function parts(counts: Readonly<Record<string, number>>): HTMLElement {
  const entries = Object.entries(counts);
  const all = entries.reduce((sum, [, n]) => sum + n, 0);
  let at = 0;
  const bars = entries.map(([name, n]) => {
    const width = (n / all) * 100;
    at += width;
    return s('rect', { class: `tier ${name}`, x: at - width, y: 0, width, height: 10 });
  });
  return h(
    'figure',
    { class: 'parts' },
    s(
      'svg',
      { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      ...bars,
    ),
    h(
      'figcaption',
      {},
      ...entries.map(([name, n]) =>
        h('span', {}, h('i', { class: `key ${name}` }), `${spaced(name)} ${percent(n / all)}`),
      ),
    ),
  );
}
