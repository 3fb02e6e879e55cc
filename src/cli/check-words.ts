import { KINDS, type Quality } from '../quality/index.ts';
import { count } from './terminal.ts';

type Checked = Quality['checks'][number];

const MARKS = {
  pass: 'PASS',
  skipped: '–',
  note: 'NOTE',
  warn: 'WARN',
  block: 'BLOCK',
} as const;
const WEIGHT = { pass: 0, skipped: 0, note: 1, warn: 2, block: 3 } as const;

/** The checks as a table, what matters most last, where a terminal stands; then the verdict. */
export function checkWords({ checks, counts, verdict, ledger }: Quality): string {
  const rows = checks.toSorted((a, b) => WEIGHT[a.outcome] - WEIGHT[b.outcome]).map(cells);
  const head = ['', 'check', 'field', 'found', 'expected'];
  const widths = head.map((_, k) =>
    Math.max(...[head, ...rows.map(({ row }) => row)].map((r) => r[k]!.length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, k) => cell.padEnd(widths[k]!))
      .join('  ')
      .trimEnd();
  return [
    line(head),
    ...rows.flatMap(({ row, examples }) => [
      line(row),
      ...examples.map((example) => `${' '.repeat(widths[0]! + 2)}such as ${printable(example)}`),
    ]),
    '',
    `${counts.pass} passed, ${counts.note} to note, ${counts.warn} to look at, ${counts.block} that block; ${count(ledger.read)} lines read.`,
    verdict === 'block'
      ? 'Training is stopped until what blocks is mended; serving goes on.'
      : 'Models may train on these data.',
  ].join('\n');
}

const cells = ({ outcome, kind, table, field, observed, expected, examples }: Checked) => ({
  row: [
    MARKS[outcome],
    KINDS[kind].title,
    field === null ? table : `${table}.${field}`,
    printable(observed),
    printable(expected),
  ],
  examples: outcome === 'pass' ? [] : examples,
});

/** A line of the log may hold anything, also what makes a terminal do things. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');
