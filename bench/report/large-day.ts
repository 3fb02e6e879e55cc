import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../proofs/run-command.ts';
import { openInstallation } from '../../src/compose.ts';
import { armSql } from '../../src/monitoring/arm-sql.ts';
import { eventsWithin } from '../../src/monitoring/lake-reach.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { HOLDOUT, setHoldout } from '../../src/rollout/index.ts';
import { openHome, sqlString } from '../../src/store/index.ts';

/** Half a million viewers make 43 million lines a day. */
const SHAPE = ['--days', '1', '--users', '508000', '--movies', '27000', '--seed', '1'];
const START_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const HOLDOUT_RATE = 0.02;

/** A home whose lake holds one day, with a receipt for every list of it. */
export interface LargeDay {
  readonly home: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly lineCount: number;
}

/** Simulates a day, ingests it, and writes the receipts that serving would have written. */
export async function largeDay(folder: string, say: (line: string) => void): Promise<LargeDay> {
  const [world, home] = [join(folder, 'world'), join(folder, 'home')];
  const simulated = join(world, 'simulated');
  const said = await runCommand('simulate', '--home', world, ...SHAPE, '--json');
  const { lines } = JSON.parse(said) as { lines: number };
  say(`${lines} lines of a day; ingesting them.`);
  const [movies, users] = [join(simulated, 'movies.jsonl'), join(simulated, 'users.csv')];
  const files = ['--movies', movies, '--users', users, '--complete', '--timeless'];
  await runCommand('catalogue', 'sync', '--home', home, ...files);
  const log = join(simulated, 'movielog.log');
  await runCommand('ingest', '--home', home, '--from', `file:${log}`);
  rmSync(log);
  say(`${await writeReceipts(home)} receipts.`);
  return { home, day: new Date(START_MS).toISOString().slice(0, 10), lineCount: lines };
}

/** One receipt a list that the stream shows, by users' arms of a holdout. */
async function writeReceipts(root: string): Promise<number> {
  const installation = await openInstallation(openHome(root));
  try {
    const { artifacts, tables, home, metadata } = installation;
    const record = await setHoldout({ metadata, clock: { nowMs: () => 0 } }, HOLDOUT_RATE);
    const arm = armSql(record, 'user_id');
    const events = eventsWithin(await liveSegments(artifacts), {
      fromMs: START_MS,
      toMs: START_MS + DAY_MS,
    });
    mkdirSync(home.exposures, { recursive: true });
    const path = join(home.exposures, '2026-01-05T00-1.jsonl');
    await tables.run(`COPY (
      SELECT 'r' || row_number() OVER (ORDER BY time_ms, time_nanos, user_id) AS "receiptId",
        time_ms AS "atMs", user_id AS "userId",
        CASE WHEN ${arm} = 'personal' THEN 'folded-in' ELSE 'popularity' END AS tier,
        CASE WHEN ${arm} = 'personal' THEN 'als/1' ELSE 'popularity/1' END AS "modelVersion",
        8.0 AS "latencyMs",
        list_transform(item_ids, lambda item, place: {'itemId': item, 'position': place, 'score': 1.0 / place,
          'propensity': 1.0}) AS exposures,
        {'variant': '${HOLDOUT}@1:' || ${arm}, 'rulesId': NULL::VARCHAR, 'user': {'age': NULL::INTEGER}} AS trace
      FROM ${events} WHERE kind = 'recommendation' AND status = 200
      ORDER BY time_ms, time_nanos, user_id
    ) TO ${sqlString(path)} (FORMAT json)`);
    const [row] = await tables.rows<{ n: number }>(
      `SELECT count(*) AS n FROM read_json(${sqlString(path)}, format = 'newline_delimited')`,
    );
    return row!.n;
  } finally {
    await installation.close();
  }
}
