import { html, type Html } from './html.ts';

/** A place in a drawing, with one decimal. */
export const fixed = (value: number): string => value.toFixed(1);

/** Where the plot of a drawing lies from left to right. */
export interface Across {
  readonly left: number;
  /** Its right end, from the left edge of the drawing. */
  readonly end: number;
}

/** A line across the plot at a value of the scale, with its label on the left. */
export function gridLine({ left, end }: Across, y: number, label: string): Html {
  const [at, below] = [fixed(y), fixed(y + 4)];
  return html`<line class="rule" x1="${left}" x2="${end}" y1="${at}" y2="${at}" />
    <text x="${left - 6}" y="${below}" text-anchor="end">${label}</text>`;
}

/** The name of the axis from left to right, below it. */
export const axisName = ({ left, end }: Across, y: number, name: string): Html =>
  html`<text x="${fixed((left + end) / 2)}" y="${y}" text-anchor="middle">${name}</text>`;
