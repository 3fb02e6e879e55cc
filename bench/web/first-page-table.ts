import type { FirstPage } from './first-page.ts';

const MEASURES = [
  ['First contentful paint', 'paintMs'],
  ['Live figures stand there', 'figuresMs'],
  ['and a key works', 'keyMs'],
] as const;

/** The median and the worst of each measure as a Markdown table. */
export function firstPageTable(found: Readonly<Record<'cold' | 'warm', readonly FirstPage[]>>) {
  const rows = MEASURES.map(([name, measure]) => [
    name,
    ...[found.cold, found.warm].flatMap((pages) => {
      const sorted = pages.map((page) => page[measure]).sort((a, b) => a - b);
      return [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!].map(words);
    }),
  ]);
  const heads = [
    `of ${found.cold.length} each`,
    'nothing kept, median',
    'worst',
    'kept by the browser, median',
    'worst',
  ];
  return [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const words = (ms: number): string => `${Math.round(ms)} ms`;
