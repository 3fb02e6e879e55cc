/** The colours of a chart, as a canvas takes them. */
export interface ChartColours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly ground: string;
  readonly series: readonly string[];
}

const SERIES = [1, 2, 3, 4, 5, 6];

/** The theme's colours as they are where an element stands. */
export function coloursAt(place: HTMLElement): ChartColours {
  const probe = document.createElement('i');
  place.append(probe);
  const of = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: of('ink'),
    soft: of('ink-2'),
    line: of('line'),
    ground: of('surface'),
    series: SERIES.map((k) => of(`series-${k}`)),
  };
  probe.remove();
  return colours;
}
