export { bandChart, type Band, type BandPoint } from './band-chart.ts';
export { barChart, type Bar, type ChartOptions, type Colour } from './bar-chart.ts';
export { html, type Html } from './html.ts';
export { intervalChart, type IntervalRow } from './interval-chart.ts';
export { trendChart, type TrendPoint } from './trend-chart.ts';
export { figureOf, part, section, table, tile } from './pieces.ts';
export { scatterChart, type Point, type ScatterOptions } from './scatter-chart.ts';
export { wholePage, type PageHead } from './whole-page.ts';
export { compact, counted, figure, millis, number, percent } from './words.ts';
