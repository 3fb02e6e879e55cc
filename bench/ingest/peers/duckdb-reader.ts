import { DuckDBInstance } from '@duckdb/node-api';

/** Loads a log into one Parquet file by DuckDB's own reader: three texts a line, nothing checked. */
const [log, parquet] = process.argv.slice(2).map((path) => `'${path.replaceAll("'", "''")}'`);
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: '2' });
const connection = await instance.connect();
await connection.run(`
  COPY (
    SELECT split_part(line, ',', 1) AS time, split_part(line, ',', 2) AS user_id,
      substr(line, strpos(line, ',') + strpos(substr(line, strpos(line, ',') + 1), ',') + 1) AS event
    FROM read_csv(${log}, columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '',
      header = false, auto_detect = false, strict_mode = false, ignore_errors = true)
  ) TO ${parquet} (FORMAT parquet, COMPRESSION zstd)`);
