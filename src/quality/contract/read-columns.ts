import { sqlPaths, type Tables } from '../../store/index.ts';
import type { FoundColumn } from './table-source.ts';

/**
 * The columns of some Parquet files, with the files that have each. Files of the same layout are
 * described once.
 */
export async function readColumns(
  tables: Tables,
  files: readonly string[],
): Promise<FoundColumn[]> {
  if (files.length === 0) return [];
  const layouts = await tables.rows<{ file: string; layout: string }>(
    `SELECT file_name AS file,
       string_agg(concat_ws(':', name, type, converted_type), ',' ORDER BY name, type) AS layout
     FROM parquet_schema(${sqlPaths(files)}) GROUP BY file_name ORDER BY file_name`,
  );
  const columns = new Map<string, { name: string; type: string; files: string[] }>();
  for (const group of Object.values(Object.groupBy(layouts, ({ layout }) => layout))) {
    const members = group!.map(({ file }) => file);
    const described = await tables.rows<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM read_parquet(${sqlPaths(members.slice(0, 1))})`,
    );
    for (const { column_name: name, column_type: type } of described) {
      const key = `${name} ${type}`;
      const known = columns.get(key) ?? { name, type, files: [] };
      columns.set(key, { ...known, files: [...known.files, ...members].sort() });
    }
  }
  return [...columns.values()].sort((a, b) =>
    a.name < b.name || (a.name === b.name && a.type < b.type) ? -1 : 1,
  );
}
