import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation } from '../src/compose.ts';
import { accountedFor } from '../src/domain/ledger.ts';
import { decodeLine, encodeEvent } from '../src/events/index.ts';
import { ledgerOf, liveSegments } from '../src/ingest/index.ts';
import { seededRng, type Rng } from '../src/math/rng.ts';
import {
  createSimulation,
  createWorld,
  houseRecommender,
  openRecording,
  parseSimulationConfig,
} from '../src/simulator/index.ts';
import { openHome } from '../src/store/index.ts';
import type { Proof, ProofResult } from './proof.ts';
import { runCommand } from './run-command.ts';

/** How many lines are tried and what they are made from. */
export interface FuzzSetting {
  readonly lines: number;
  readonly seed: number;
  /** Logs whose lines are mutated besides simulated ones; those that are not there are left out. */
  readonly samples: readonly string[];
}

const START_MS = Date.UTC(2026, 0, 5, 12);
/** Share of lines made from nothing. */
const NOTHING_RATE = 0.2;
const BATCH = 20_000;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Decodes and ingests lines mutated from real-looking ones and made from nothing: nothing may
 * throw, the ledger must add up to the lines there are, and what decodes must be written again as
 * it came. One thing may differ: a time with needless zeros (`:00`, `.120000`), which the service
 * never writes, is read and written without them.
 */
export async function fuzzProof(
  setting: FuzzSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-proof-'));
  try {
    const { lines, moviesPath } = await realLines(folder, setting);
    say(`Mutating ${lines.length} lines into ${setting.lines}.`);
    const log = join(folder, 'fuzz.log');
    const decoded = writeFuzz(log, lines, setting);
    const home = join(folder, 'home');
    await runCommand('catalogue', 'sync', '--movies', moviesPath, '--complete', '--home', home);
    await runCommand('ingest', '--from', `file:${log}`, '--home', home);
    const installation = await openInstallation(openHome(home));
    try {
      const ledger = ledgerOf(await liveSegments(installation.artifacts));
      const accepted = Object.values(ledger.accepted).reduce((sum, n) => sum + n, 0);
      const aside = Object.values(ledger.quarantined).reduce((sum, n) => sum + n, 0);
      const addsUp = ledger.read === setting.lines && accountedFor(ledger) === ledger.read;
      const figures = {
        lines: setting.lines,
        fromRealLines: lines.length,
        decoded: decoded.count,
        changedWhenWrittenAgain: decoded.changed,
        timesWithNeedlessZeros: decoded.needlessZeros,
        read: ledger.read,
        accepted,
        repaired: ledger.repaired,
        duplicate: ledger.duplicate,
        quarantined: aside,
        pending: ledger.pending,
        changedExamples: decoded.examples.join(' | '),
      };
      return { figures, holds: addsUp && decoded.changed === 0 && decoded.count > 0 };
    } finally {
      await installation.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines of a small simulated service and of the samples. */
async function realLines(
  folder: string,
  { seed, samples }: FuzzSetting,
): Promise<{ lines: Buffer[]; moviesPath: string }> {
  const settings = parseSimulationConfig({
    seed,
    userCount: 500,
    itemCount: 200,
    startMs: START_MS,
  });
  const simulation = createSimulation(createWorld(settings));
  const truth = join(folder, 'truth');
  const recording = openRecording(simulation.world, join(folder, 'simulated'), truth);
  const house = houseRecommender('mixed', simulation.house, seed);
  for await (const batch of simulation.advance(START_MS + 3 * 3_600_000, house))
    recording.write(batch);
  recording.finish(simulation.accountCount);
  const paths = [recording.logPaths[0]!, ...samples.filter((path) => existsSync(path))];
  const lines = paths.flatMap((path) => linesOf(readFileSync(path)));
  return { lines, moviesPath: recording.moviesPath };
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

/** Writes the fuzzed lines to a file and decodes each on the way. */
function writeFuzz(
  path: string,
  lines: readonly Buffer[],
  { lines: total, seed }: FuzzSetting,
): Decoded {
  const rng = seededRng(seed, 'fuzz');
  const outcome: Decoded = { count: 0, changed: 0, needlessZeros: 0, examples: [] };
  writeFileSync(path, '');
  for (let done = 0; done < total; done += BATCH) {
    const batch: Buffer[] = [];
    for (let line = 0; line < Math.min(BATCH, total - done); line++) {
      const fuzzed = rng.uniform() < NOTHING_RATE ? fromNothing(rng) : mutated(lines, rng);
      decodeAgain(fuzzed.toString('utf8'), outcome);
      batch.push(fuzzed, Buffer.of(LINE_FEED));
    }
    appendFileSync(path, Buffer.concat(batch));
  }
  return outcome;
}

/** What decoding the lines gave. */
interface Decoded {
  count: number;
  changed: number;
  needlessZeros: number;
  readonly examples: string[];
}

function decodeAgain(text: string, outcome: Decoded): void {
  const decoded = decodeLine(text);
  if (!decoded.ok) return;
  outcome.count++;
  const again = encodeEvent(decoded.event);
  if (again === text) return;
  if (withoutNeedlessZeros(text) === again) {
    outcome.needlessZeros++;
    return;
  }
  outcome.changed++;
  if (outcome.examples.length < 5) outcome.examples.push(`${text} -> ${again}`);
}

/** The line with its time as the service would write it. */
const withoutNeedlessZeros = (text: string): string =>
  text
    .replace(/^([^,.]*\.\d*?)(?:000)+,/, '$1,')
    .replace(/\.,/, ',')
    .replace(/^([^,.]{16}):00,/, '$1,');

const fromNothing = (rng: Rng): Buffer =>
  lineBytes(Buffer.from(Array.from({ length: rng.integer(120) }, () => rng.integer(256))));

/** A line with one to four changes: bytes put in, taken out, altered, moved, or another's end. */
function mutated(lines: readonly Buffer[], rng: Rng): Buffer {
  let bytes = Buffer.from(lines[rng.integer(lines.length)]!);
  for (let change = rng.integer(4); change >= 0; change--) {
    const at = rng.integer(bytes.length + 1);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    const other = lines[rng.integer(lines.length)]!;
    switch (rng.integer(6)) {
      case 0:
        bytes = Buffer.concat([head, Buffer.of(32 + rng.integer(95)), tail]);
        break;
      case 1:
        bytes = Buffer.concat([head, tail.subarray(1 + rng.integer(3))]);
        break;
      case 2:
        bytes = Buffer.concat([head, Buffer.of(rng.integer(256)), tail.subarray(1)]);
        break;
      case 3:
        bytes = Buffer.concat([head, other.subarray(rng.integer(other.length + 1))]);
        break;
      case 4:
        bytes = Buffer.concat([tail, head]);
        break;
      case 5:
        bytes = Buffer.concat([head, head.subarray(-rng.integer(20)), tail]);
        break;
    }
  }
  return lineBytes(bytes);
}

/** What can be one line of a file: no line feed, and no carriage return at its end. */
function lineBytes(bytes: Buffer): Buffer {
  const line = Buffer.from(bytes.filter((byte) => byte !== LINE_FEED));
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

/** The proof as it is run by hand. */
export const fuzzProofByHand: Proof = {
  name: 'fuzz',
  claim:
    'Of a million lines mutated from real ones and made from nothing none makes anything throw, the ledger adds up to them, and every line that decodes is written again as it came.',
  run: (say) =>
    fuzzProof(
      {
        lines: 1_000_000,
        seed: 7,
        samples: ['stream-2022-10.log', 'ratings-2024-10.log'].map((name) =>
          join(import.meta.dirname, '../../shared/data/scenario', name),
        ),
      },
      say,
    ),
};
