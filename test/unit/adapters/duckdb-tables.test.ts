import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlPaths, sqlString } from '../../../src/store/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';

describe('the DuckDB tables', () => {
  it('write every column type and read it back, with gaps, over many chunks', async () => {
    const { tables, home } = await temporaryInstallation();
    const path = join(home.temporary, "it's.parquet");
    const writer = await tables.writeParquet(path, {
      id: 'VARCHAR',
      big: 'BIGINT',
      int: 'INTEGER',
      small: 'SMALLINT',
      real: 'DOUBLE',
      list: 'VARCHAR[]',
    });
    const rowCount = 5000;
    const rows = Array.from({ length: rowCount }, (_, k) => k);
    await writer.append({
      rowCount,
      columns: [
        rows.map((k) => (k % 7 === 0 ? null : `é${k}`)),
        Float64Array.from(rows, (k) => 1.6e12 + k),
        Int32Array.from(rows),
        rows.map((k) => (k % 3 === 0 ? undefined : k % 100)),
        rows.map((k) => k / 2),
        rows.map((k) => (k % 2 === 0 ? null : [`a${k}`, 'b'])),
      ],
    });
    await writer.close();
    const [sums] = await tables.rows(
      `SELECT count(*) AS n, count(id) AS ids, max(big) AS big, sum(int) AS ints, count(small) AS smalls,
              sum(real) AS reals, sum(len(list)) AS lists FROM read_parquet(${sqlPaths([path])})`,
    );
    // 0..4999 holds 715 multiples of 7 and 1,667 of 3; Σ k = 12,497,500.
    expect(sums).toEqual({
      n: 5000,
      ids: 4285,
      big: 1.6e12 + 4999,
      ints: 12_497_500,
      smalls: 3333,
      reals: 6_248_750,
      lists: 5000,
    });
    const read: unknown[] = [];
    await tables.columns(`SELECT int, big FROM read_parquet(${sqlString(path)})`, ([ints]) => {
      read.push(...ints!);
    });
    expect(read).toEqual(rows);
  });

  // 5,000 rows are three of the engine's chunks, and the odd numbers' order shows every mix-up.
  it('turn staged numbers into the values that lists hold, in order', async () => {
    const { tables, home } = await temporaryInstallation();
    const path = join(home.temporary, 'staged.parquet');
    const writer = await tables.writeParquet(
      path,
      { word: 'VARCHAR', pair: 'VARCHAR', n: 'BIGINT' },
      {
        columns: { tag: 'UTINYINT', word: 'INTEGER', n: 'DOUBLE' },
        lists: {
          words: { text: 'VARCHAR' },
          pairs: { a: 'INTEGER', b: 'VARCHAR' },
          none: { x: 'DOUBLE' },
        },
        select: {
          word: 'words[word]',
          pair: 'CASE WHEN tag > 0 THEN concat(pairs[tag].a, pairs[tag].b, none[1]) END',
          n: 'CAST(n AS BIGINT)',
        },
      },
    );
    const rows = Array.from({ length: 5_000 }, (_, k) => k);
    await writer.appendToList('words', { rowCount: 2, columns: [['one', 'two']] });
    await writer.append({
      rowCount: 5_000,
      columns: [
        // Longer than the batch: what lies behind does not count.
        Uint8Array.from({ length: 6_000 }, (_, k) => k % 3),
        Int32Array.from(rows, (k) => k % 4),
        Float64Array.from(rows, (k) => k * 1e9),
      ],
    });
    await writer.appendToList('words', { rowCount: 1, columns: [['three']] });
    await writer.appendToList('pairs', { rowCount: 2, columns: [Int32Array.of(7, 8), ['x', 'y']] });
    await writer.close();
    const found = await tables.rows(`SELECT * FROM read_parquet(${sqlString(path)})`);
    const words = [null, 'one', 'two', 'three'];
    const pairs = [null, '7x', '8y'];
    expect(found).toEqual(
      rows.map((k) => ({ word: words[k % 4], pair: pairs[k % 3], n: k * 1e9 })),
    );
  });

  it('binds values and gives plain objects', async () => {
    const { tables } = await temporaryInstallation();
    expect(await tables.rows('SELECT ?::VARCHAR AS a, ?::INTEGER AS b', ["x'y", 3])).toEqual([
      { a: "x'y", b: 3 },
    ]);
    await tables.run('SELECT 1');
  });

  it('leaves no file of a writer that gave up', async () => {
    const { tables, home } = await temporaryInstallation();
    const path = join(home.temporary, 'x.parquet');
    const writer = await tables.writeParquet(path, { id: 'VARCHAR' });
    await writer.discard();
    expect(existsSync(path)).toBe(false);
  });

  it('names the statement that failed', async () => {
    const { tables, home } = await temporaryInstallation();
    await expect(tables.rows('SELECT nonsense')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await expect(tables.rows('SELECT 9007199254740993::BIGINT AS n')).rejects.toThrow(/2\^53/);
    const writer = await tables.writeParquet(join(home.temporary, 'y.parquet'), { id: 'VARCHAR' });
    await expect(writer.append({ rowCount: 1, columns: [] })).rejects.toThrow(/0 columns/);
    await writer.discard();
  });

  it('reads several large results at once, each to its end', async () => {
    const { tables } = await temporaryInstallation();
    const counts = await Promise.all(
      [100_000, 150_000, 200_000].map(async (rows) => {
        let seen = 0;
        await tables.columns(`SELECT * FROM range(${rows})`, (_, count) => void (seen += count));
        return seen;
      }),
    );
    expect(counts).toEqual([100_000, 150_000, 200_000]);
  });
});
