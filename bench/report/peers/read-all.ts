import { openInstallation } from '../../../src/compose.ts';
import { eventsPath, liveSegments } from '../../../src/ingest/index.ts';
import { openHome, sqlPaths } from '../../../src/store/index.ts';

/** `read-all.ts HOME`: reads every column of every event in the lake once. */
const installation = await openInstallation(openHome(process.argv[2]!));
const paths = (await liveSegments(installation.artifacts)).map(eventsPath);
await installation.tables.rows(
  `SELECT bit_xor(hash(e))::VARCHAR AS of_all FROM read_parquet(${sqlPaths(paths)}) AS e`,
);
await installation.close();
