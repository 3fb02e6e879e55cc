import { describe, expect, it } from 'vitest';
import { encodeEvent, movielogDecoder, type LineDecoder } from '../../../src/events/index.ts';
import { judgeBlocks } from '../../../src/ingest/judge-block.ts';
import { FIRST_START } from '../../../src/ingest/leaf.ts';
import { openRange } from '../../../src/ingest/open-range.ts';
import { seededRng } from '../../../src/math/rng.ts';
import { duplicateWindow } from '../../../src/quality/index.ts';
import { knownCatalogue } from '../../support/known-catalogue.ts';
import { watchLines } from '../../support/log-lines.ts';

const { scanner: _, ...readable } = movielogDecoder;

/** The leaves' facts and rows after judging lines, which come in blocks of 1 to 50. */
function judged(
  lines: readonly Buffer[],
  decoder: LineDecoder,
  catalogue: Parameters<typeof judgeBlocks>[0]['catalogue'],
) {
  const judge = judgeBlocks({ decoder, catalogue, window: duplicateWindow() });
  const range = openRange(
    { from: 0, to: 1_000_000 },
    { leafLines: 100, judge, start: FIRST_START },
  );
  const rng = seededRng(3, 'blocks');
  for (let at = 0; at < lines.length;) {
    const some = lines.slice(at, at + 1 + rng.integer(50));
    let position = 0;
    const starts = Uint32Array.from(
      some,
      (line) => (position += line.length + 1) - line.length - 1,
    );
    const ends = starts.map((start, n) => start + some[n]!.length);
    const bytes = Buffer.concat(some.flatMap((line) => [line, Buffer.from('\n')]));
    for (let first = 0; first < some.length;)
      first = range.take({ firstOffset: at, bytes, starts, ends }, first, Infinity);
    at += some.length;
  }
  return range.leavesIn({ from: 0, to: lines.length }).map((leaf) => ({
    facts: leaf.facts(),
    rejected: leaf.rejected.positions,
    reasons: leaf.reasons,
    repairs: [...leaf.repairs],
    rows: rowsOf(leaf.rows),
  }));
}

function rowsOf({
  count,
  words,
  ...columns
}: ReturnType<ReturnType<typeof openRange>['leavesIn']>[number]['rows']) {
  return Array.from({ length: count }, (_, row) => [
    columns.kind[row],
    columns.timeMs[row],
    columns.user[row]! < 0 ? words.texts[-1 - columns.user[row]!] : columns.user[row],
    words.texts[columns.item[row]!],
    columns.value[row],
    columns.position[row],
  ]);
}

/** Good lines among which every tenth is damaged, comes twice or is of another kind. */
function mixedLines(): Buffer[] {
  const rng = seededRng(5, 'mixed');
  const good = watchLines(3_000);
  return good.map((line, n) => {
    const turn = rng.integer(40);
    if (turn === 0) return Buffer.from(good[Math.max(0, n - rng.integer(500))]!);
    if (turn === 1) return Buffer.from(line.replace('.mpg', '.mp'));
    if (turn === 2) return Buffer.from(line.replace('film', 'fi+lm'));
    if (turn === 3) return Buffer.concat([Buffer.from(line), Buffer.from([0xff])]);
    if (turn === 4) return Buffer.from(line.replace(/GET.*/, `GET /rate/film+${n % 12}=${n % 12}`));
    if (turn === 5)
      return Buffer.from(
        encodeEvent({
          kind: 'recommendation',
          time: { ms: n, nanos: 5 },
          userId: String(n) as never,
          host: 'h',
          status: 200,
          itemIds: ['film+1', 'film+99'] as never,
          errorText: '',
          latencyMs: 3,
        }),
      );
    if (turn === 6) return Buffer.from(line.replace(/,(\d+),/, ',0$1,'));
    if (turn === 7) return Buffer.from(line.replace(/,(\d+),/, ',9$1,'));
    return Buffer.from(line);
  });
}

describe('the quick path of judgement', () => {
  const runtimes = Object.fromEntries(
    Array.from({ length: 9 }, (_, n) => [`film+${n}`, n === 4 ? null : 30 + 10 * n]),
  );
  it.each([
    ['no catalogue', null],
    ['a complete one', knownCatalogue(runtimes, { users: 'complete', largestUser: 45 })],
    [
      'a partial one',
      knownCatalogue(runtimes, { items: 'partial', users: 'partial', largestUser: 45 }),
    ],
    ['a live one', knownCatalogue(runtimes, { items: 'live', users: 'live', largestUser: 45 })],
    [
      'one without movies',
      knownCatalogue({}, { items: 'none', users: 'complete', largestUser: 45 }),
    ],
  ])('comes to the same as the readable one, with %s', (_name, catalogue) => {
    const lines = mixedLines();
    const quick = judged(lines, movielogDecoder, catalogue);
    expect(quick).toEqual(judged(lines, readable, catalogue));
    expect(quick.reduce((sum, { rows }) => sum + rows.length, 0)).toBeGreaterThan(500);
  });
});
