/**
 * Every error code of the program with the sentence a person reads. One test goes over every
 * entry: each message says what happened, what was found, what was expected, what to do.
 * Sections follow the import order of the folders. One file, however long: it is one table.
 */

/** What the caller can do about an error; each kind has its class in `errors.ts`. */
export type ErrorKind = 'input' | 'data' | 'notFound' | 'conflict' | 'unavailable' | 'invariant';

interface Entry<D> {
  readonly kind: ErrorKind;
  readonly message: (details: D) => string;
  /** Details as they occur, for the test that reads every message. */
  readonly example: D;
}

const entry = <D>(kind: ErrorKind, example: D, message: (details: D) => string): Entry<D> => ({
  kind,
  example,
  message,
});

export const ERROR_TABLE = {
  // math
  SHAPE_MISMATCH: entry(
    'invariant',
    { what: 'item factors', found: '12 numbers', expected: '3 rows of 5' },
    (d) =>
      `The shape of ${d.what} does not fit: found ${d.found}, expected ${d.expected}. Pass buffers that agree with the counts.`,
  ),
  NOT_POSITIVE_DEFINITE: entry(
    'data',
    { row: 7, pivot: -0.5 },
    (d) =>
      `A linear system could not be solved at row ${d.row}: found pivot ${d.pivot}, expected it above 0. Use a larger regularization.`,
  ),
  KERNEL_SETTING_INVALID: entry(
    'input',
    { variable: 'SHOWRUNNER_KERNELS', found: 'fast', expected: 'plain or relaxed' },
    (d) =>
      `The environment asks for kernels that do not exist: found ${d.variable}=${d.found}, expected ${d.expected}. Change or unset the variable.`,
  ),
  KERNEL_MEMORY_FULL: entry(
    'unavailable',
    { found: 3_000_000_000, used: 2_000_000_000 },
    (d) =>
      `The kernels ran out of memory: found ${d.found} more bytes asked for with ${d.used} in use, expected at most 4 GiB together and as much free. Train on fewer items or with shorter vectors, or free some memory.`,
  ),
  KERNEL_FAILED: entry(
    'invariant',
    { kernel: 'solveRows', found: 'memory access out of bounds' },
    (d) =>
      `Kernel ${d.kernel} broke off: found '${d.found}', expected it to finish. This is a bug: report it with the command and the size of the data.`,
  ),

  // store
  HOME_TOO_NEW: entry(
    'data',
    { home: '.showrunner', found: 7, expected: 1 },
    (d) =>
      `The home ${d.home} was written by a newer Showrunner: found home format ${d.found}, expected at most ${d.expected}. Use that newer version, or give another --home.`,
  ),
  HOME_TOO_OLD: entry(
    'data',
    { home: '.showrunner', found: 1, expected: 2 },
    (d) =>
      `The home ${d.home} was written by an older Showrunner: found home format ${d.found}, expected ${d.expected}. Bring it up to date from its archived lines: npx showrunner ingest --rebuild --home ${d.home}; or give another --home.`,
  ),
  HOME_UNREADABLE: entry(
    'data',
    { home: '.showrunner', found: 'text that is not JSON', file: '.showrunner/home.json' },
    (d) =>
      `The home ${d.home} cannot be opened: found ${d.found} in ${d.file}, expected the format that Showrunner writes there. Restore that file, or give another --home.`,
  ),
  HOME_NOT_MADE: entry(
    'input',
    { home: 'movielog.log/home', found: 'ENOTDIR: not a directory' },
    (d) =>
      `The home ${d.home} cannot be made: found '${d.found}', expected a path where a folder can be made. Give another --home, or see to the permissions.`,
  ),
  HOME_DAMAGED: entry(
    'data',
    { home: '.showrunner', found: '2 troubles' },
    (d) =>
      `The home ${d.home} is damaged: found ${d.found}, expected none. The way out stands beside each.`,
  ),
  DATABASE_UNUSABLE: entry(
    'unavailable',
    { path: '.showrunner/showrunner.sqlite', found: 'attempt to write a readonly database' },
    (d) =>
      `The metadata database ${d.path} cannot be used: found '${d.found}', expected an SQLite file on a disk with room that this user may write. Free some space, see to the permissions, or restore the file.`,
  ),
  HOME_MISSING: entry(
    'notFound',
    { home: '.showrunner', command: 'showrunner ingest --from file:PATH --home .showrunner' },
    (d) =>
      `There is no home at ${d.home}: found no home.json there, expected a folder that an earlier command made. Make one first: ${d.command}`,
  ),
  HOME_LOCKED: entry(
    'conflict',
    { home: '.showrunner', role: 'ingest', pid: 4711 },
    (d) =>
      `Another process already does '${d.role}' in ${d.home}: found process ${d.pid} holding the lock, expected none. Wait for it or stop it, then start again.`,
  ),
  DISK_FULL: entry(
    'unavailable',
    { path: '.showrunner/lake', found: 'ENOSPC: no space left on device' },
    (d) =>
      `Writing ${d.path} failed: found ${d.found}, expected free disk space. Nothing half-written was kept; free some space and run the command again.`,
  ),
  ARTIFACT_MISSING: entry(
    'notFound',
    { kind: 'dataset', id: 'ab12', found: 'ab34, cd56' },
    (d) =>
      `There is no ${d.kind} '${d.id}': found ${d.found}, expected an id (or the unambiguous beginning of one) of this home. List them first.`,
  ),
  ARTIFACT_CORRUPT: entry(
    'data',
    {
      kind: 'model',
      id: 'ab12',
      found: 'tensors.safetensors with hash 99ff',
      expected: 'hash 11aa',
    },
    (d) =>
      `The ${d.kind} ${d.id} is damaged: found ${d.found}, expected ${d.expected}. ${d.kind === 'segment' ? 'npx showrunner ingest --rebuild makes it again from the archived lines or the source.' : 'Remove its folder and make it again; the log still has everything.'}`,
  ),
  ARTIFACT_TOO_NEW: entry(
    'data',
    { kind: 'model', id: 'ab12', found: 9, expected: 1 },
    (d) =>
      `The ${d.kind} ${d.id} was written by a newer Showrunner: found format ${d.found}, expected at most ${d.expected}. Use that newer version.`,
  ),
  TENSORS_UNREADABLE: entry(
    'data',
    {
      path: 'tensors.safetensors',
      found: 'a header of 9 GB',
      expected: 'a header inside the file',
    },
    (d) =>
      `The tensors in ${d.path} cannot be read: found ${d.found}, expected ${d.expected}. The file is damaged or no safetensors file; train the model again.`,
  ),
  SQL_FAILED: entry(
    'invariant',
    { statement: 'SELECT x FROM y', found: 'Catalog Error: y does not exist' },
    (d) =>
      `A statement on the lake failed: found '${d.found}', expected it to run: ${d.statement}. If the disk is neither full nor damaged, please report this.`,
  ),

  // events
  FILE_NOT_FOUND: entry(
    'input',
    { path: 'stream.log', expected: 'a readable file' },
    (d) =>
      `Cannot read ${d.path}: found nothing at that path, expected ${d.expected}. Check the spelling and the folder you are in.`,
  ),
  FILE_UNREADABLE: entry(
    'input',
    { path: 'stream.log', found: 'EACCES: permission denied', expected: 'a readable file' },
    (d) =>
      `Cannot read ${d.path}: found ${d.found}, expected ${d.expected}. Check the file and its permissions.`,
  ),
  FILE_UNWRITABLE: entry(
    'input',
    { path: 'reports/page.html', found: 'ENOENT: no such file or directory' },
    (d) =>
      `${d.path} cannot be written: found ${d.found}, expected a path in a folder that exists and may be written to. Name another file.`,
  ),
  FILE_DAMAGED: entry(
    'data',
    { path: 'stream.log.gz', found: 'unexpected end of file', expected: 'a whole gzip file' },
    (d) =>
      `Unpacking ${d.path} failed: found '${d.found}', expected ${d.expected}. Fetch the file again; what was committed before stays.`,
  ),
  FILE_REPLACED: entry(
    'data',
    { path: 'stream.log', found: 'another line 17', expected: 'the lines that were read before' },
    (d) =>
      `${d.path} is not the file that was read before: found ${d.found}, expected ${d.expected}. Put the old file back and append to it, or give the new one another path.`,
  ),
  FOLLOW_PACKED: entry(
    'input',
    { path: 'stream.log.gz', found: 'gzip' },
    (d) =>
      `Cannot follow ${d.path}: found a ${d.found} file, expected plain text that grows. Leave out --follow, or follow the unpacked file.`,
  ),
  LOG_DAMAGED: entry(
    'data',
    {
      path: '.showrunner/log/events/0000000000000000.log',
      found: 'no whole lines at byte 4096, but some behind it',
    },
    (d) =>
      `The embedded log ${d.path} is damaged: found ${d.found}, expected frames as they were written. What was ingested before is archived in the lake; restore the file from a backup, or move it away to go on without its lines.`,
  ),
  SOURCE_GAP: entry(
    'data',
    { source: 'file:/stream.log', found: 'line 500 as the first one', expected: 'line 0' },
    (d) =>
      `The source ${d.source} no longer has lines that are needed to go on: found ${d.found}, expected ${d.expected}. Restore them, or start a new home.`,
  ),
  TOPIC_REPLACED: entry(
    'data',
    { source: 'kafka:cluster/stream', found: 'topic id b', expected: 'topic id a' },
    (d) =>
      `The topic of ${d.source} is not the one that was read before: found ${d.found}, expected ${d.expected}. It was deleted and made anew; its offsets mean other lines now. Ingest it into a new home.`,
  ),
  TOPIC_CUT: entry(
    'data',
    { source: 'kafka:cluster/stream', partition: 3, found: 500, expected: 700 },
    (d) =>
      `Partition ${d.partition} of ${d.source} has lost its end: found ${d.found} as its last offset, expected at least ${d.expected}, which was read before. The brokers have lost lines that they had confirmed; see to them, then ingest into a new home.`,
  ),
  TOPIC_MISSING: entry(
    'input',
    { topic: 'stream', found: 'no such topic', brokers: '127.0.0.1:9092' },
    (d) =>
      `The topic ${d.topic} cannot be read: found ${d.found} at ${d.brokers}, expected a topic with at least one partition. Make the topic, or correct its name.`,
  ),
  KAFKA_FAILED: entry(
    'unavailable',
    { brokers: '127.0.0.1:9092', found: 'connection refused' },
    (d) =>
      `Kafka cannot be used at ${d.brokers}: found '${d.found}', expected a broker that answers. See whether it runs, and whether its address, TLS and SASL settings are right.`,
  ),
  PASSWORD_MISSING: entry(
    'input',
    { variable: 'KAFKA_PASSWORD' },
    (d) =>
      `There is no password for Kafka: found nothing in the environment variable ${d.variable}, expected the password there. Set it where this command is started.`,
  ),
  KAFKA_TOO_OLD: entry(
    'input',
    { brokers: '127.0.0.1:9092', found: 'Fetch up to version 12' },
    (d) =>
      `The brokers at ${d.brokers} are too old: found ${d.found}, expected version 13, which Kafka 3.1 has. Upgrade the brokers.`,
  ),

  // catalogue
  CATALOGUE_POINTER: entry(
    'data',
    { path: '.showrunner/catalogue/current.json', found: 'abc' },
    (d) =>
      `The current catalogue cannot be told: found '${d.found}' in ${d.path}, expected the id of a snapshot. Remove that file and sync the catalogue again.`,
  ),
  CATALOGUE_COLUMNS: entry(
    'data',
    { path: 'users.csv', found: 'id, name', expected: 'user_id, age, occupation, gender' },
    (d) =>
      `The columns of ${d.path} do not fit: found ${d.found}, expected ${d.expected}. Check that it is the right file.`,
  ),
  CATALOGUE_EMPTY: entry(
    'data',
    { path: 'movies.jsonl', found: '3 rows, all unreadable: line 1: no JSON' },
    (d) =>
      `No row of ${d.path} can be used: found ${d.found}, expected at least one good row. Check that it is the right file.`,
  ),
  CATALOGUE_UNREACHABLE: entry(
    'unavailable',
    { address: 'http://127.0.0.1:8080', found: 'connect ECONNREFUSED 127.0.0.1:8080' },
    (d) =>
      `The catalogue APIs at ${d.address} do not answer: found '${d.found}', expected answers to /user/<id> and /movie/<id>. Check the address and that the service runs, then start again; answers that came before are kept.`,
  ),
  CATALOGUE_IDS: entry(
    'input',
    { where: 'ids.txt line 3', found: 'a b', expected: 'a movie id or a user id' },
    (d) =>
      `The ids to ask about cannot be used: found '${d.found}' in ${d.where}, expected ${d.expected}. Correct that and start again.`,
  ),
  MOVIELENS_MEMBERS: entry(
    'data',
    { path: 'ml.zip', found: 'readme.txt', expected: 'ratings.csv and movies.csv' },
    (d) =>
      `${d.path} is no MovieLens data set: found ${d.found}, expected ${d.expected}. Give the zip archive as GroupLens publishes it, or the folder it unpacks to.`,
  ),

  // ingest
  QUARANTINE_LINE: entry(
    'notFound',
    { name: '17', found: 'none' },
    (d) =>
      `There is no one line '${d.name}' that is set aside or waits: found ${d.found}, expected an id or a position of one. List them with: npx showrunner quarantine list`,
  ),

  // datasets
  LAKE_GAP: entry(
    'data',
    { source: 'file:/var/log/movielog.log', from: 32000, to: 64000 },
    (d) =>
      `Lines are missing in the lake: found none at offsets ${d.from} to ${d.to - 1} of ${d.source}, expected its segments to follow each other. Ingest the source again; what is there is not read twice.`,
  ),
  LINES_LOST: entry(
    'data',
    { source: 'file:/movielog.log', from: 0, to: 1000000, found: 'a damaged archive' },
    (d) =>
      `Lines ${d.from} to ${d.to - 1} of ${d.source} cannot be read again: found ${d.found}, expected the lines that were ingested. Nothing was changed; give the source they came from (--from) or restore the segment from a backup.`,
  ),
  INSTANT_TOO_EARLY: entry(
    'input',
    { found: '2022-02-01T00:00:00.000Z', first: '2022-10-07T13:43:12.000Z' },
    (d) =>
      `Nothing was known at that instant: found ${d.found}, expected one at or after the lake's first event, ${d.first}. Give a later --as-of.`,
  ),
  LAKE_EMPTY: entry(
    'data',
    { found: '0 segments' },
    (d) =>
      `There is nothing to build a dataset from: found ${d.found}, expected accepted events in the lake. Ingest some first: npx showrunner ingest --from file:PATH`,
  ),

  // quality
  CONTRACT_INVALID: entry(
    'input',
    {
      file: 'contracts/events.yaml',
      line: 12,
      field: 'schema[0].properties[2].quality[0].metirc',
      found: 'an unknown key',
      expected: 'one of metric, unit; the nearest is metric',
    },
    (d) =>
      `The contract ${d.file} cannot be used, line ${d.line}: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line.`,
  ),
  CONTRACTS_MISSING: entry(
    'input',
    { folder: 'contracts' },
    (d) =>
      `There are no contracts in ${d.folder}: found no such folder, expected one with events.yaml, users.yaml or movies.yaml. Correct --contracts, or leave it out for those of the home or the shipped ones.`,
  ),
  QUALITY_BLOCKS: entry(
    'data',
    { found: '1 of 121 checks that block training', page: 'reports/quality/all/quality.html' },
    (d) =>
      `The data do not hold their contract: found ${d.found}, expected none. No model is trained on them; see what to do in ${d.page}.`,
  ),
  CHECK_DAY_EMPTY: entry(
    'notFound',
    { day: '2026-03-01', found: 'lines from 2026-01-05 to 2026-01-12' },
    (d) =>
      `There is nothing to check of ${d.day}: found ${d.found}, expected a line of that day (UTC) in the lake. Ingest the log of that day, or choose another day.`,
  ),

  // evaluation
  SPLIT_IMPOSSIBLE: entry(
    'data',
    { found: 'positives without times', expected: 'times in ascending order' },
    (d) =>
      `The events cannot be split over time: found ${d.found}, expected ${d.expected}. Use data with times, or judge with given train and test files: npx showrunner backtest`,
  ),
  COLD_ITEMS_UNKNOWN: entry(
    'input',
    { found: 'ease', expected: 300 },
    (d) =>
      `Items that nobody has liked cannot be judged: found ${d.found}, which scores none of the ${d.expected} held-out ones, expected a family that knows items by their features. Use als or blend, with a catalogue that describes the items.`,
  ),
  EVALUATIONS_NOT_PAIRED: entry(
    'input',
    { found: '210 cases of als and 211 of popularity', expected: 'the same users in both' },
    (d) =>
      `Two evaluations cannot be compared: found ${d.found}, expected ${d.expected}. Judge both models in one call, with the same protocol and data.`,
  ),

  // training
  FAMILY_UNKNOWN: entry(
    'input',
    { found: 'asl', nearest: 'als', known: 'popularity, als' },
    (d) =>
      `There is no model family '${d.found}': found none of that name, expected one of ${d.known}. Did you mean '${d.nearest}'?`,
  ),
  CONFIGURATION_KEY_UNKNOWN: entry(
    'input',
    { component: 'als', found: 'epoch', nearest: 'epochs', known: 'epochs, factorCount' },
    (d) =>
      `The configuration of ${d.component} has no key '${d.found}': found it there, expected one of ${d.known}. Did you mean '${d.nearest}'?`,
  ),
  CONFIGURATION_INVALID: entry(
    'input',
    { component: 'als', key: 'epochs', found: '-1', expected: 'a whole number from 1 to 1000' },
    (d) =>
      `The configuration of ${d.component} cannot be used: found ${d.found} for '${d.key}', expected ${d.expected}. Change that value.`,
  ),
  CATALOGUE_TOO_LARGE: entry(
    'input',
    { family: 'ease', found: 41000, expected: 6000 },
    (d) =>
      `The catalogue is too large for ${d.family}: found ${d.found} items, expected at most ${d.expected}. Use als, or raise its maxItems where memory (3 bytes per pair of items, 6 where weights are float32) and time allow.`,
  ),
  WEIGHTS_TOO_LARGE: entry(
    'input',
    { family: 'ease', items: 27278, found: 2_976_357_136 },
    (d) =>
      `The weights of ${d.family} are too large for float32: found ${d.items} items, whose weights would take ${d.found} bytes, expected at most 2147483648 (23170 items). Set ${d.family}.weights=int8, which takes a quarter, or train dlae.`,
  ),

  // registry
  VERSION_UNKNOWN: entry(
    'notFound',
    { version: 'als/9', found: 'als/1, popularity/1' },
    (d) =>
      `There is no model version '${d.version}': found ${d.found}, expected one of those. List them with: npx showrunner models`,
  ),
  NOTHING_TO_ROLL_BACK: entry(
    'conflict',
    { found: 'only the first champion, popularity/1' },
    (d) =>
      `There is no promotion to undo: found ${d.found}, expected a champion that replaced another. See: npx showrunner models`,
  ),

  // pipeline
  STOPPED: entry(
    'unavailable',
    { found: 'a request to end' },
    (d) =>
      `The work was stopped before its end: found ${d.found}, expected to be let finish. What is done is kept; the same command goes on from there.`,
  ),
  SCORING_BUSY: entry(
    'unavailable',
    { waiting: 512 },
    (d) =>
      `No more scores are computed at the moment: found ${d.waiting} requests waiting, expected few enough to be answered in time. A cheaper list is given instead; ask again later.`,
  ),
  RULES_INVALID: entry(
    'input',
    {
      file: 'rules.yaml',
      line: 3,
      field: 'caps.genre',
      found: "'0'",
      expected: 'a whole number from 1 to 1000',
    },
    (d) =>
      `${d.file} line ${d.line} cannot be used: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line; until then the rules before it hold.`,
  ),
  RULES_MISSING: entry(
    'input',
    { file: 'rules.yaml', found: 'no such file' },
    (d) =>
      `The rules cannot be read: found ${d.found} at ${d.file}, expected a rules.yaml. Give another file with --rules, or leave the option out to serve without.`,
  ),
  EXPERIMENT_INVALID: entry(
    'input',
    {
      file: 'blend-four.yaml',
      line: 4,
      field: 'ramp[1]',
      found: "'0.01'",
      expected: 'a share above the one before',
    },
    (d) =>
      `${d.file} line ${d.line} cannot be used: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line; docs/experiments.md shows a whole plan.`,
  ),
  EXPERIMENT_UNKNOWN: entry(
    'notFound',
    { name: 'blend-for', found: 'blend-four, als-two' },
    (d) =>
      `There is no experiment '${d.name}': found ${d.found}, expected one that was created. List them: npx showrunner experiment list`,
  ),
  EXPERIMENT_TAKEN: entry(
    'conflict',
    { name: 'blend-four', found: 'one that is running' },
    (d) =>
      `There is an experiment '${d.name}' already: found ${d.found}, expected a name of its own for every experiment, so that its log stays its own. Give the plan another name.`,
  ),
  EXPERIMENT_STATE: entry(
    'conflict',
    { name: 'blend-four', found: 'ended', expected: 'running' },
    (d) =>
      `The experiment '${d.name}' is in another state: found it ${d.found}, expected it ${d.expected}. Look where it stands: npx showrunner experiment status ${d.name}`,
  ),
  EXPERIMENT_LAYER_TAKEN: entry(
    'conflict',
    { name: 'blend-four', found: 'als-two with 0 to 1', expected: 'a free range' },
    (d) =>
      `The users of '${d.name}' are in another experiment: found ${d.found}, expected ${d.expected}. Wait for its end, or start each on a part of the users: npx showrunner experiment start NAME --users 0-0.5`,
  ),
  EXPERIMENT_NOT_READ: entry(
    'unavailable',
    { found: 'a thread that ended with code 1' },
    (d) =>
      `What is kept of the experiment could not be read: found ${d.found}, expected an answer. Ask again; if that does not help, use the command line: npx showrunner experiment report NAME`,
  ),
  EXPERIMENT_FACTS_LOST: entry(
    'data',
    { path: 'experiments/blend-four/facts-ab12.json', found: 'no such file' },
    (d) =>
      `A decision cannot be made again: found ${d.found} at ${d.path}, expected the facts it rests on, named by their SHA-256. Restore that file from a backup.`,
  ),
  DECISIONS_DIFFER: entry(
    'data',
    { name: 'blend-four', found: 1, of: 12 },
    (d) =>
      `Decisions of '${d.name}' do not come out as they were kept: found ${d.found} of ${d.of} otherwise, expected none. Another version of the program made them, or the database was changed by hand; compare them with --json.`,
  ),
  SCORING_BROKE_OFF: entry(
    'unavailable',
    { found: 'a scoring thread that ended with code 1' },
    (d) =>
      `Scores were not computed to the end: found ${d.found}, expected an answer. Another list is given instead and the thread is started anew; where it happens again, look for damage with \`npx showrunner doctor\`.`,
  ),
  MODEL_REFUSED: entry(
    'data',
    { version: 'als/3', found: 'gave an empty list on 4 of 64 trial requests' },
    (d) =>
      `The model ${d.version} was not taken into service: found that it ${d.found}, expected whole lists with finite scores. What served before goes on; train another, or roll back.`,
  ),
  RULES_NOT_KEPT: entry(
    'notFound',
    { id: 'ab12', found: 'no such file' },
    (d) =>
      `Rules ${d.id} cannot be read again: found ${d.found} under rules/ of the home, expected the text that they are named after. Restore that file from a backup.`,
  ),
  RECEIPT_UNKNOWN: entry(
    'notFound',
    { id: '0190-…', home: '.showrunner' },
    (d) =>
      `There is no receipt ${d.id}: found none of that id under exposures/ of ${d.home}, expected the id that came with a list in the header x-showrunner-receipt. Check the id and --home; receipts older than the retention are gone.`,
  ),
  REPLAY_DIFFERS: entry(
    'data',
    { id: '0190-…', found: 'another item at place 3', missing: 'Rules: gone' },
    (d) =>
      `The list of receipt ${d.id} does not come out again: found ${d.found}, expected the list of then.${d.missing === '' ? ' Everything it names is there and intact, so the program or its libraries are others than then; look at the chain.' : ` What it takes is not all there: ${d.missing} Restore that and try again.`}`,
  ),
  REPLAY_IMPOSSIBLE: entry(
    'data',
    { id: '0190-…', found: 'a receipt of an older form' },
    (d) =>
      `The list of receipt ${d.id} cannot be made again: found ${d.found}, expected the history, seen items, rules and sources that receipts name since they can be replayed. Leave out --replay to read what it says.`,
  ),
  NOT_REPRODUCED: entry(
    'data',
    { id: 'ab12', found: 'cd34' },
    (d) =>
      `Dataset ${d.id} does not come out of its lines again: found ${d.found} after the rebuild, expected the same id. It was made by another version of the program, or its inputs were changed; build it again: npx showrunner dataset build`,
  ),
  INTERACTIONS_UNREADABLE: entry(
    'data',
    {
      path: 'train.tsv',
      line: 17,
      column: 'user',
      found: 'nothing',
      expected: 'a user id',
    },
    (d) =>
      `The interactions in ${d.path} cannot be read at line ${d.line}, column ${d.column}: found ${d.found}, expected ${d.expected}. Rows are user<TAB>item[<TAB>value[<TAB>time]], without a header; correct that line.`,
  ),
  BACKTEST_EMPTY: entry(
    'data',
    { found: '0 of 12 test users in the training rows', expected: 'at least one' },
    (d) =>
      `There is nobody to judge a model on: found ${d.found}, expected ${d.expected}. Check that both files name users in the same way.`,
  ),
  TUNED_UNKNOWN: entry(
    'input',
    { found: 'als-tunde', nearest: 'als-tuned', known: 'als-tuned, ease' },
    (d) =>
      `No tuned configuration has that name: found '${d.found}', expected one of ${d.known}. Did you mean '${d.nearest}'? Tune first: npx showrunner tune --model als --name als-tuned.`,
  ),
  MODEL_MISBEHAVES: entry(
    'data',
    { version: 'als/3', found: "'scores are finite' broken (3 of 20 are not)" },
    (d) =>
      `${d.version} does not behave: found ${d.found}, expected every check to hold. Train another configuration, or look at the data it was trained on.`,
  ),
  GATE_HOLDS: entry(
    'conflict',
    { version: 'als/3', found: 'als is not proven better than popularity.' },
    (d) =>
      `${d.version} does not pass the gate: found '${d.found}', expected better than popularity and than the champion beyond doubt. The champion goes on serving; train on more data or with other settings.`,
  ),
  TRAINING_BLOCKED: entry(
    'data',
    { dataset: 'ab12cd34', found: 'Nobody of 3 users liked anything.' },
    (d) =>
      `Nothing is trained on dataset ${d.dataset}: found '${d.found}', expected no finding that blocks training. The champion goes on serving; ingest more data or change the dataset's parameters.`,
  ),
  TRAINING_TIMED_OUT: entry(
    'unavailable',
    { minutes: 120 },
    (d) =>
      `The training was ended: found it at work for ${d.minutes} minutes, expected it to be done within that time. The champion goes on serving; raise schedule.timeoutMinutes, or train less with the settings under pipeline.`,
  ),
  TRAINING_HELD: entry(
    'data',
    {
      day: '2026-03-05',
      found: 'The ages of those who were there have drifted, and a check of the data failed.',
      file: '.showrunner/reports/training-gate.json',
    },
    (d) =>
      `Nothing is trained: found '${d.found}' in the report of ${d.day}, expected no severe drift of the inputs together with broken data. The champion goes on serving; mend the data and wait for the next report, or remove ${d.file} to train all the same.`,
  ),
  SETTING_INVALID: entry(
    'input',
    {
      found: 'dataset.minWatch',
      expected: 'fields minWatchMinutes, seed',
      nearest: 'dataset.minWatchMinutes',
    },
    (d) =>
      `A setting cannot be used: found ${d.found}, expected ${d.expected}. Did you mean ${d.nearest}?`,
  ),

  // monitoring
  REPORT_DAY_MALFORMED: entry(
    'input',
    { found: '2026-02-31' },
    (d) =>
      `There is no such day: found '${d.found}', expected a day written YYYY-MM-DD, such as 2026-03-01. Correct --day.`,
  ),
  REPORT_DAY_EMPTY: entry(
    'notFound',
    { day: '2026-03-01', found: 'lines from 2026-01-05 to 2026-01-12' },
    (d) =>
      `There is nothing to report of ${d.day}: found ${d.found}, expected a line of that day (UTC) in the lake. Ingest the log of that day, or choose another day.`,
  ),
  REPORT_WHAT: entry(
    'input',
    { found: 0 },
    (d) =>
      `What to report must be told once: found ${d.found} of --day, --range and --week, expected one of them. Give one, such as --day 2026-03-01.`,
  ),
  REPORT_RANGE_MALFORMED: entry(
    'input',
    { found: '2026-03-09..2026-03-01', most: 400 },
    (d) =>
      `There is no such range of days: found '${d.found}', expected FROM..TO with days written YYYY-MM-DD, TO not before FROM, ${d.most} days at most, such as 2026-03-01..2026-03-07. Correct --range.`,
  ),
  REPORT_WEEK_MALFORMED: entry(
    'input',
    { found: '2026-W60' },
    (d) =>
      `There is no such week: found '${d.found}', expected a week of ISO 8601 written YYYY-Www, such as 2026-W09. Correct --week.`,
  ),
  REPORT_RANGE_EMPTY: entry(
    'notFound',
    { found: '2026-03-01..2026-03-07' },
    (d) =>
      `There is nothing to report: found no line of any day of ${d.found} in the lake, expected at least one. Ingest the log of those days, or choose others.`,
  ),

  // http
  PORT_IN_USE: entry(
    'conflict',
    { host: '127.0.0.1', port: 8082 },
    (d) =>
      `Nothing is served: found another program listening on ${d.host} port ${d.port}, expected the port to be free. Stop that program, or choose another port with --port.`,
  ),
  LISTEN_REFUSED: entry(
    'unavailable',
    { host: '192.0.2.1', port: 80, found: 'listen EACCES: permission denied 192.0.2.1:80' },
    (d) =>
      `Nothing is served: found '${d.found}', expected to be allowed to listen on ${d.host} port ${d.port}. Give --host an address of this machine and --port a number above 1023.`,
  ),
  TOKEN_FILE: entry(
    'input',
    { file: '/run/secrets/token', found: 'ENOENT: no such file' },
    (d) =>
      `The token of the control server cannot be read from ${d.file}: found ${d.found}, expected a file that holds it. Mend SHOWRUNNER_TOKEN_FILE, or set SHOWRUNNER_TOKEN.`,
  ),
  CONTROL_TOKEN: entry(
    'input',
    { host: '0.0.0.0', found: 'no SHOWRUNNER_TOKEN', least: 16 },
    (d) =>
      `The control server does not start on ${d.host}: found ${d.found}, expected a token of at least ${d.least} printable characters without blanks, which everybody who asks must show. Set SHOWRUNNER_TOKEN, or listen on 127.0.0.1 without one.`,
  ),
  CURSOR_INVALID: entry(
    'input',
    { found: 'an entry that is gone' },
    (d) =>
      `The list cannot be gone on with: found ${d.found} as its cursor, expected what the page before gave as next. Begin with the first page.`,
  ),
  RECORD_UNKNOWN: entry(
    'notFound',
    { what: 'run', id: '0c4f…' },
    (d) =>
      `There is no ${d.what} '${d.id}': found none in this home, expected one that its list names. Look at the list.`,
  ),
  CHAMPION_MOVED: entry(
    'conflict',
    { found: 'als/4', expected: 'als/3' },
    (d) =>
      `Nothing was changed: found ${d.found} as champion, expected ${d.expected}. Look again, and ask anew if it is still right.`,
  ),
  OPERATION_BUSY: entry(
    'conflict',
    { kind: 'promote', found: 'als/4' },
    (d) =>
      `That is under way already: found a running ${d.kind} (${d.found}), expected none. Wait for its end.`,
  ),
  OPERATION_KEY: entry(
    'conflict',
    { found: 'promote' },
    (d) =>
      `That idempotency key was used for something else: found a ${d.found} with it, expected the same request as before. Take another key.`,
  ),
  OPERATION_NONE: entry(
    'unavailable',
    { kind: 'promote' },
    (d) =>
      `A ${d.kind} cannot be asked for here: found a server that only looks, expected one that runs beside the program. Use the command line.`,
  ),
  CONTROL_SERVING_URL: entry(
    'input',
    { found: 'localhost' },
    (d) =>
      `The recommendation service has no such address: found '${d.found}', expected http://HOST:PORT. Correct --serving.`,
  ),

  // simulator
  SIMULATION_SETTING: entry(
    'input',
    { setting: 'userCount', found: '0', expected: 'a whole number from 1' },
    (d) =>
      `The simulation cannot start: found ${d.found} for ${d.setting}, expected: ${d.expected}. Correct that setting.`,
  ),
  SIMULATION_DIFFERS: entry(
    'conflict',
    { folder: '.showrunner/simulated', found: 'seed 7', expected: 'seed 8' },
    (d) =>
      `Another simulation was written to ${d.folder}: found ${d.found}, expected ${d.expected}. Give the same settings to write it again, or another --home.`,
  ),

  SIMULATION_DIVERGED: entry(
    'data',
    { path: '.showrunner/simulated/movielog.log', found: 1048576 },
    (d) =>
      `The simulated service cannot go on where it stopped: found other content in ${d.path} from place ${d.found} on, expected what the same settings made before. The file was changed or another version of the simulator wrote it; begin anew in another --home.`,
  ),

  // up
  UP_NOTHING_TO_RUN: entry(
    'input',
    { found: 'no showrunner.yaml here', example: 'source: file:/var/log/movielog.log' },
    (d) =>
      `There is nothing to run: found ${d.found}, expected --demo or a configuration. Try npx showrunner up --demo, or write a showrunner.yaml such as:\n\n${d.example}`,
  ),
  UP_CONFIG_INVALID: entry(
    'input',
    {
      file: 'showrunner.yaml',
      line: 3,
      field: 'schedule.hour',
      found: '25',
      expected: 'a whole number from 0 to 23',
    },
    (d) =>
      `${d.file} line ${d.line} cannot be used: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line.`,
  ),
  ALERTS_INVALID: entry(
    'input',
    {
      file: 'alerts.yaml',
      line: 4,
      field: 'rules[0].above',
      found: "'much'",
      expected: 'a number',
    },
    (d) =>
      `${d.file} line ${d.line} cannot be used: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line; docs/alerts.md shows every kind of rule.`,
  ),
  ASSIGNMENT_MODULE_INVALID: entry(
    'input',
    { path: 'flags.mjs', found: 'Cannot find module' },
    (d) =>
      `The module ${d.path} cannot assign users to arms: found '${d.found}', expected an OpenFeature provider as its default export, or a function that makes one. Correct the module or its path; docs/rollout.md shows one.`,
  ),
  UP_HOME_TAKEN: entry(
    'conflict',
    { home: '.showrunner', found: 'a simulated service', expected: 'none' },
    (d) =>
      `The home ${d.home} serves another purpose: found ${d.found}, expected ${d.expected}. Simulated and real data are never mixed; give another --home.`,
  ),
  UP_ROLE_FAILED: entry(
    'unavailable',
    { role: 'ingest', found: 'wrong use' },
    (d) =>
      `Role ${d.role} cannot run: found ${d.found}, expected it to start. What it said stands above; correct that and start again.`,
  ),

  // command line
  ALERT_UNKNOWN: entry(
    'notFound',
    { found: 'voided', expected: 'availability-burn, voided-answers', nearest: 'voided-answers' },
    (d) =>
      `There is no such alert rule: found '${d.found}', expected one of ${d.expected}. Did you mean ${d.nearest}? The rules stand in alerts.yaml.`,
  ),
  ALERT_NOT_SILENCED: entry(
    'conflict',
    { rule: 'drift' },
    (d) =>
      `Nothing was changed: found no silence of ${d.rule} that holds, expected one to lift. It has ended by itself or somebody else lifted it; look again.`,
  ),
  MAPPING_INVALID: entry(
    'input',
    {
      file: 'mapping.yaml',
      line: 3,
      field: 'time.format',
      found: "'epoch'",
      expected: 'one of iso, iso-utc, epoch-s',
    },
    (d) =>
      `${d.file} line ${d.line} cannot be used: found ${d.found} for ${d.field}, expected ${d.expected}. Correct that line; docs/other-services.md shows a whole mapping.`,
  ),
  MAPPING_LOST: entry(
    'data',
    {
      path: '.showrunner/log/mappings/0123456789ab.json',
      found: 'nothing there',
      decoder: 'json/1:0123456789ab',
    },
    (d) =>
      `Lines cannot be decoded anew with ${d.decoder}: found ${d.found} in ${d.path}, expected the mapping they were read with. Put that file back, or ingest once more with the same --mapping.`,
  ),
  DECODER_UNKNOWN: entry(
    'data',
    { found: 'movielog/9', known: 'movielog/1' },
    (d) =>
      `Lines cannot be decoded anew: found decoder '${d.found}' in a segment, expected one of ${d.known}. A newer Showrunner wrote it; use that version.`,
  ),
  BAD_USAGE: entry<{ found: string; expected: string; help: string; nearest?: string }>(
    'input',
    {
      found: "unknown option '--hoem'",
      expected: 'one of its options',
      nearest: '--home',
      help: 'npx showrunner --help',
    },
    (d) =>
      `The command cannot be understood: found ${d.found}, expected ${d.expected}.${d.nearest === undefined ? '' : ` Did you mean ${d.nearest}?`} See: ${d.help}`,
  ),
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;
export type ErrorDetails<C extends ErrorCode> = (typeof ERROR_TABLE)[C]['example'];
