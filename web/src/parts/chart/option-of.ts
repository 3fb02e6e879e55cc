import type { ChartColours } from './colours.ts';
import type { Trend, TrendSeries } from './trend.ts';

const FONT = 'Archivo, system-ui, sans-serif';
/** Shapes tell curves apart where colours do not. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
const MANY_POINTS = 40;

/** What ECharts draws for a trend: axes with names, curves with their intervals. */
export function optionOf(trend: Trend, colours: ChartColours): object {
  const { xName, x, unit, format, isZoomed = false } = trend;
  const text = { fontFamily: FONT, fontSize: 12, color: colours.soft };
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 14, top: 34, bottom: 26, containLabel: true },
    legend:
      trend.series.length > 1
        ? { right: 0, top: 0, icon: 'roundRect', itemHeight: 8, textStyle: text }
        : { show: false },
    tooltip: {
      trigger: 'axis',
      // Drawn on the canvas: the page's policy allows no styles in markup.
      renderMode: 'richText',
      backgroundColor: colours.ground,
      borderColor: colours.line,
      textStyle: { ...text, color: colours.ink },
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${format(value)} ${unit}`.trim() : '–',
    },
    xAxis: {
      type: 'category',
      data: x,
      name: xName,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: text,
      axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.soft } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { ...text, align: 'left' },
      nameGap: 14,
      scale: isZoomed,
      ...(trend.most === undefined ? {} : { max: trend.most }),
      axisLabel: { ...text, formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: trend.series.flatMap((series, k) => seriesOf(trend, series, k, colours)),
  };
}

function seriesOf(trend: Trend, series: TrendSeries, k: number, colours: ChartColours): object[] {
  const colour = colours.series[k % colours.series.length]!;
  const isBar = trend.kind === 'bar';
  const main = {
    name: series.name,
    type: isBar ? 'bar' : 'line',
    data: series.values,
    itemStyle: { color: colour },
    lineStyle: { width: 2, color: colour, type: k >= colours.series.length ? 'dashed' : 'solid' },
    symbol: SYMBOLS[k % SYMBOLS.length],
    symbolSize: 6,
    showSymbol: trend.x.length <= MANY_POINTS,
    ...(k === 0 && trend.reference !== undefined
      ? { markLine: referenceLine(trend.reference, colours) }
      : {}),
  };
  return [...bandOf(series, colour), main];
}

/** The interval as two stacked areas: an empty one up to its foot, and its height. */
function bandOf({ name, low, high }: TrendSeries, colour: string): object[] {
  if (low === undefined || high === undefined) return [];
  const shared = {
    type: 'line',
    stack: `interval of ${name}`,
    stackStrategy: 'all',
    symbol: 'none',
    lineStyle: { opacity: 0 },
    silent: true,
    tooltip: { show: false },
  };
  const height = high.map((top, k) => {
    const foot = low[k] ?? null;
    return top === null || foot === null ? null : top - foot;
  });
  return [
    { ...shared, data: low },
    { ...shared, data: height, areaStyle: { color: colour, opacity: 0.18 } },
  ];
}

const referenceLine = (
  { value, name }: NonNullable<Trend['reference']>,
  colours: ChartColours,
): object => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: colours.ink, type: 'solid', width: 1 },
  label: { formatter: name, color: colours.soft, fontFamily: FONT, position: 'insideEndTop' },
  data: [{ yAxis: value }],
});
