import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation } from '../src/compose.ts';
import { accountedFor } from '../src/domain/ledger.ts';
import { ledgerOf, liveSegments, SEGMENT_FILES } from '../src/ingest/index.ts';
import { seededRng } from '../src/math/rng.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  openRecording,
  parseSimulationConfig,
  type FaultRecord,
} from '../src/simulator/index.ts';
import { openHome, sqlPaths } from '../src/store/index.ts';
import type { Proof, ProofResult } from './proof.ts';
import { runCommand } from './run-command.ts';

/** How much is simulated and how badly it is damaged. */
export interface RepairSetting {
  readonly users: number;
  readonly movies: number;
  readonly hours: number;
  readonly seed: number;
  /** Share of lines with an inserted character; the other faults have a tenth of it. */
  readonly insertedRate: number;
  /** Repairs that each of the two catalogues must have led to. */
  readonly leastRepairs: number;
}

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5, 12);
const MISSING_RATE = 0.1;
const LEAST_RIGHT = 0.9999;

/**
 * Damages a simulated log, ingests it twice, with a catalogue that lacks a tenth of all movies and
 * users and with a complete one, and holds every repair against what the simulator meant to write.
 */
export async function repairProof(
  setting: RepairSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-proof-'));
  try {
    const log = await damagedLog(setting, folder);
    say(`${log.faults.size} lines were damaged, came late or came twice.`);
    const partial = await repairsWith(log, { folder, complete: false, seed: setting.seed });
    say(words('a tenth of the catalogue missing', partial));
    const complete = await repairsWith(log, { folder, complete: true, seed: setting.seed });
    say(words('the complete catalogue', complete));
    const holds = [partial, complete].every(
      (found) =>
        found.right / found.repairs >= LEAST_RIGHT &&
        found.repairs >= setting.leastRepairs &&
        found.isAccountedFor,
    );
    return { figures: { ...figures('partial', partial), ...figures('complete', complete) }, holds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface DamagedLog {
  readonly path: string;
  readonly moviesPath: string;
  readonly usersPath: string;
  /** By line number. */
  readonly faults: ReadonlyMap<number, FaultRecord>;
}

async function damagedLog(setting: RepairSetting, folder: string): Promise<DamagedLog> {
  const other = setting.insertedRate / 10;
  const endMs = START_MS + setting.hours * HOUR_MS;
  const simulation = createSimulation(
    createWorld(
      parseSimulationConfig({
        seed: setting.seed,
        userCount: setting.users,
        itemCount: setting.movies,
        startMs: START_MS,
        faults: { inserted: setting.insertedRate, replaced: other, repeated: other, late: other },
        incidents: [{ kind: 'broken-field', fromMs: endMs - 60_000, toMs: endMs }],
      }),
    ),
  );
  const truth = join(folder, 'truth');
  const recording = openRecording(simulation.world, join(folder, 'simulated'), truth);
  const house = houseRecommender('mixed', simulation.house, setting.seed);
  for await (const batch of simulation.advance(endMs, house)) recording.write(batch);
  recording.finish(simulation.accountCount);
  const records = readFileSync(join(truth, 'faults.jsonl'), 'utf8').trim().split('\n');
  const faults = records.map((text) => JSON.parse(text) as FaultRecord);
  const { moviesPath, usersPath } = recording;
  const path = recording.logPaths[0]!;
  return { path, moviesPath, usersPath, faults: new Map(faults.map((f) => [f.line, f])) };
}

/** What became of the lines with an inserted character, and of all repairs. */
interface Found {
  readonly lines: number;
  readonly inserted: number;
  readonly repairs: number;
  readonly right: number;
  /** Inserted characters by what became of their lines. */
  readonly recovered: number;
  readonly ambiguous: number;
  readonly setAside: number;
  readonly duplicate: number;
  readonly undetected: number;
  readonly wrong: readonly string[];
  readonly isAccountedFor: boolean;
}

async function repairsWith(
  log: DamagedLog,
  { folder, complete, seed }: { folder: string; complete: boolean; seed: number },
): Promise<Found> {
  const home = join(folder, complete ? 'complete' : 'partial');
  const [movies, users] = complete
    ? [log.moviesPath, log.usersPath]
    : [thinned(log.moviesPath, folder, seed), thinned(log.usersPath, folder, seed, 1)];
  const declared = complete ? ['--complete'] : [];
  await runCommand(
    'catalogue',
    'sync',
    '--movies',
    movies,
    '--users',
    users,
    ...declared,
    '--home',
    home,
  );
  await runCommand('ingest', '--from', `file:${log.path}`, '--home', home);
  const installation = await openInstallation(openHome(home));
  try {
    const segments = await liveSegments(installation.artifacts);
    const rowsOf = <Row>(file: keyof typeof SEGMENT_FILES, columns: string): Promise<Row[]> =>
      installation.tables.rows<Row>(
        `SELECT ${columns} FROM read_parquet(${sqlPaths(segments.map((s) => join(s.folder, SEGMENT_FILES[file])))})`,
      );
    const repairs = await rowsOf<{ position: number; line: string; repaired: string }>(
      'repairs',
      'position, line, repaired',
    );
    const accepted = await rowsOf<{ position: number }>('events', 'position');
    const quarantine = await rowsOf<{ position: number; reason: string }>(
      'quarantine',
      'position, reason',
    );
    const ledger = ledgerOf(segments);
    return judged(log, {
      repairs,
      accepted: new Set(accepted.map(({ position }) => position)),
      reasons: new Map(quarantine.map(({ position, reason }) => [position, reason])),
      lines: ledger.read,
      isAccountedFor: accountedFor(ledger) === ledger.read && ledger.repaired === repairs.length,
    });
  } finally {
    await installation.close();
  }
}

/** A file without a tenth of its lines. @param kept lines at the beginning that stay */
function thinned(path: string, folder: string, seed: number, kept = 0): string {
  const rng = seededRng(seed, 'missing', path.slice(folder.length));
  const lines = readFileSync(path, 'utf8').split('\n');
  const thin = lines.filter((_, row) => row < kept || rng.uniform() >= MISSING_RATE);
  const name = path.replace(/\.(\w+)$/, '-thin.$1');
  writeFileSync(name, thin.join('\n'));
  return name;
}

function judged(
  { faults }: DamagedLog,
  lake: {
    readonly repairs: readonly { position: number; line: string; repaired: string }[];
    readonly accepted: ReadonlySet<number>;
    readonly reasons: ReadonlyMap<number, string>;
    readonly lines: number;
    readonly isAccountedFor: boolean;
  },
): Found {
  const isRight = ({ position, repaired }: { position: number; repaired: string }): boolean =>
    faults.get(position)?.kind === 'inserted' && faults.get(position)!.original === repaired;
  const repaired = new Map(lake.repairs.map((repair) => [repair.position, repair]));
  const counts = { recovered: 0, ambiguous: 0, setAside: 0, duplicate: 0, undetected: 0 };
  let inserted = 0;
  for (const [line, { kind }] of faults) {
    if (kind !== 'inserted') continue;
    inserted++;
    const repair = repaired.get(line);
    const reason = lake.reasons.get(line);
    if (repair !== undefined) counts.recovered += isRight(repair) ? 1 : 0;
    else if (reason === 'ambiguous_repair') counts.ambiguous++;
    else if (reason !== undefined) counts.setAside++;
    else if (lake.accepted.has(line)) counts.undetected++;
    else counts.duplicate++;
  }
  const wrong = lake.repairs.filter((repair) => !isRight(repair));
  return {
    lines: lake.lines,
    inserted,
    repairs: lake.repairs.length,
    right: lake.repairs.length - wrong.length,
    ...counts,
    wrong: wrong.slice(0, 5).map(({ line, repaired }) => `${line} -> ${repaired}`),
    isAccountedFor: lake.isAccountedFor,
  };
}

const words = (what: string, found: Found): string =>
  [
    `With ${what}: ${found.repairs} repairs, ${found.repairs - found.right} of them wrong; of ${found.inserted} lines`,
    `${share(found.recovered, found)} recovered, ${share(found.ambiguous, found)} ambiguous,`,
    `${share(found.setAside, found)} set aside, ${share(found.undetected, found)} undetected.`,
    ...found.wrong,
  ].join(' ');

const share = (count: number, { inserted }: Found): string =>
  `${((100 * count) / inserted).toFixed(1)} %`;

const figures = (which: string, found: Found): Record<string, number | string> => {
  const { lines, inserted, repairs, right } = found;
  const named = {
    Lines: lines,
    InsertedLines: inserted,
    Repairs: repairs,
    WrongRepairs: repairs - right,
    RightRate: right / repairs,
    RecoveredRate: found.recovered / inserted,
    AmbiguousRate: found.ambiguous / inserted,
    SetAsideRate: found.setAside / inserted,
    UndetectedRate: found.undetected / inserted,
    DuplicateRate: found.duplicate / inserted,
    WrongExamples: found.wrong.join(' | '),
  };
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => [`${which}${name}`, value]),
  );
};

/** The proof as it is run by hand. */
export const repairProofByHand: Proof = {
  name: 'repair',
  claim:
    'On simulated lines with mixed faults at least 99.99 % of the repairs give back what was written, with a tenth of the catalogue missing and with all of it.',
  run: (say) =>
    repairProof(
      {
        users: 20_000,
        movies: 2_000,
        hours: 24,
        seed: 4,
        insertedRate: 0.05,
        leastRepairs: 30_000,
      },
      say,
    ),
};
