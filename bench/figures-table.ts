import type { ComparisonFigures } from './compare.ts';

/** The stored figures of a benchmark, by comparison and contender. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Our speed over each contender's: the part of the figures that another machine may show too. */
export const baselineOf = (all: readonly ComparisonFigures[]): Baseline =>
  Object.fromEntries(
    all.map(({ name, contenders }) => [
      name,
      Object.fromEntries(
        contenders
          .slice(1)
          .map(({ name, oursToThis }) => [name, Number(oursToThis.toPrecision(3))]),
      ),
    ]),
  );

/** The figures as a Markdown table each, beside the stored ratios. */
export const figuresTable = (all: readonly ComparisonFigures[], stored: Baseline | null): string =>
  all.map((figures) => tableOf(figures, stored?.[figures.name] ?? {})).join('\n\n');

function tableOf(
  { name, amount, unit, rounds, contenders, skipped }: ComparisonFigures,
  stored: Readonly<Record<string, number>>,
): string {
  const rows = contenders.map((figures, n) => [
    figures.name,
    figures.does,
    grouped(figures.perSecond),
    figures.cpuSeconds === null ? '' : figures.cpuSeconds.toFixed(1),
    figures.maxRssMb === null ? '' : grouped(figures.maxRssMb),
    n === 0 ? '' : figures.oursToThis.toFixed(2),
    n === 0 ? '' : (stored[figures.name]?.toFixed(2) ?? 'none'),
  ]);
  const heads = ['', 'does', `${unit}/s`, 'CPU s', 'MB at most', 'ours to this', 'stored'];
  return [
    `**${name}**: ${grouped(amount)} ${unit}, ${rounds} rounds, medians.`,
    '',
    ...[heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
    ...skipped.map(({ name, why }) => `\nSkipped: ${name}: ${why}`),
  ].join('\n');
}

const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');
