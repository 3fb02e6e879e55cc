import type { Shadow } from '../api/control-types.ts';
import type { Trend } from '../parts/chart/trend.ts';
import { count, figure } from '../words/numbers.ts';

type Stretch = Shadow['stretches'][number];

/** How a shadow did over time; none with fewer than two stretches. */
export function shadowTrends(stretches: readonly Stretch[]): readonly Trend[] {
  if (stretches.length < 2) return [];
  const series = (name: string, of: (stretch: Stretch) => number | null) => ({
    name,
    values: stretches.map(of),
  });
  const shared = {
    xName: 'From, UTC, our own clock',
    x: stretches.map(({ from }) => from.slice(5, 19).replace('T', ' ')),
  };
  return [
    {
      ...shared,
      caption: "Share of the champion's titles that its lists have too",
      unit: '%',
      format: figure,
      most: 100,
      series: [series('The same titles', ({ overlap }) => hundredfold(overlap))],
    },
    {
      ...shared,
      caption: 'How long a list takes, on the same requests',
      unit: 'ms',
      format: figure,
      series: [
        series('The shadow', ({ latencyMs }) => latencyMs),
        series('The champion', ({ championLatencyMs }) => championLatencyMs),
      ],
    },
    {
      ...shared,
      caption: 'Requests asked, and what came to nothing',
      unit: 'requests',
      format: count,
      series: [
        series('Asked', ({ asked }) => asked),
        series('Came to nothing', ({ asked, answered }) => asked - answered),
        series('Not asked', ({ dropped }) => dropped),
      ],
    },
  ];
}

const hundredfold = (share: number | null): number | null => (share === null ? null : share * 100);
