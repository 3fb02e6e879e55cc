import { join } from 'node:path';
import { sqlPaths, sqlString, type Home, type Tables } from '../../store/index.ts';
import { NewReceipts, removeFile } from './new-receipts.ts';

/** The receipts of an experiment's users since an instant, in a table that grows with the log. */
export interface LabelledReceipts {
  /**
   * Name of the table: user_id, at_ms, version, arm, tier, age, list (a hash of the items).
   */
  readonly table: string;
  /** Takes up what was added. @returns how many receipts */
  refresh(): Promise<number>;
  drop(): Promise<void>;
}

let made = 0;

/** @param sinceMs our own clock: receipts before it are none of this */
export async function labelledReceipts(
  { home, tables }: { readonly home: Home; readonly tables: Tables },
  experiment: string,
  sinceMs: number,
): Promise<LabelledReceipts> {
  const table = `labelled_${made++}`;
  const source = new NewReceipts(home.exposures, sinceMs);
  const scratch = join(home.temporary, `${table}-${process.pid}.jsonl`);
  const label = `${experiment}@`;
  await tables.run(`CREATE OR REPLACE TEMP TABLE ${table} (user_id VARCHAR, at_ms DOUBLE,
    version INTEGER, arm VARCHAR, tier VARCHAR, age INTEGER, list UBIGINT)`);
  return {
    table,
    refresh: async () => {
      try {
        const copied = await source.copyTo(scratch, `"variant":"${label}`);
        if (copied > 0) await tables.run(`INSERT INTO ${table} ${readLabelled(scratch, label)}`);
        return copied;
      } finally {
        removeFile(scratch);
      }
    },
    drop: () => tables.run(`DROP TABLE IF EXISTS ${table}`),
  };
}

/** A label is `<experiment>@<version>:<arm>`. */
const readLabelled = (path: string, label: string): string => `
  SELECT "userId", "atMs", CAST(regexp_extract(trace.variant, '@([0-9]+):', 1) AS INTEGER),
    regexp_extract(trace.variant, ':(.*)$', 1), tier, trace."user".age,
    hash(list_transform(exposures, e -> e."itemId"))
  FROM read_json(${sqlPaths([path])}, format = 'newline_delimited', ignore_errors = true, columns = {
    "atMs": 'DOUBLE', "userId": 'VARCHAR', tier: 'VARCHAR', exposures: 'STRUCT("itemId" VARCHAR)[]',
    trace: 'STRUCT(variant VARCHAR, "user" STRUCT(age INTEGER))'})
  WHERE starts_with(trace.variant, ${sqlString(label)})
    AND regexp_matches(trace.variant, '@[0-9]+:') AND "userId" IS NOT NULL AND exposures IS NOT NULL`;
