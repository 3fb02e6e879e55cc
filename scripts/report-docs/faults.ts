import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRecord } from '../../src/simulator/index.ts';
import { damagedPart } from './damaged-part.ts';
import { readTruth, verdictsIn, type Verdicts } from './fault-measurement.ts';
import { count, share, table } from './markdown.ts';
import { runCommand } from '../../proofs/run-command.ts';

const SIMULATION = '--users 8000 --movies 3000 --days 2 --seed 11 --repeated 0.0002 --late 0.0002';

/** What is known of the ids when the log is read. */
const SETTINGS = ['none', 'partial', 'complete'] as const;
type Setting = (typeof SETTINGS)[number];

const KINDS: Readonly<Record<string, string>> = {
  inserted: 'one character inserted',
  replaced: 'movie id replaced',
  repeated: 'line repeated',
};

/** The blocks of `data-quality.md`: a simulated log, ingested three times, beside its truth. */
export async function faultBlocks(
  say: (sentence: string) => void,
): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-faults-'));
  try {
    await runCommand('simulate', ...SIMULATION.split(' '), '--home', join(folder, 'service'));
    const simulated = join(folder, 'service/simulated');
    const truth = readTruth(join(folder, 'service/truth/faults.jsonl'));
    const verdicts = {} as Record<Setting, Verdicts>;
    for (const setting of SETTINGS) {
      verdicts[setting] = await ingested(simulated, join(folder, setting), setting);
      say(`Read the log with the catalogue: ${setting}.`);
    }
    const lines = readFileSync(join(simulated, 'movielog.log'), 'utf8').split('\n');
    return {
      faults: faultTable(truth, verdicts),
      undetected: undetected(truth, verdicts, lines),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ingested(simulated: string, home: string, setting: Setting): Promise<Verdicts> {
  const files = [
    '--movies',
    join(simulated, 'movies.jsonl'),
    '--users',
    join(simulated, 'users.csv'),
  ];
  const complete = setting === 'complete' ? ['--complete'] : [];
  if (setting !== 'none')
    await runCommand('catalogue', 'sync', ...files, '--timeless', ...complete, '--home', home);
  await runCommand('ingest', '--from', `file:${join(simulated, 'movielog.log')}`, '--home', home);
  return verdictsIn(home);
}

function faultTable(
  truth: readonly FaultRecord[],
  { none, partial, complete }: Record<Setting, Verdicts>,
): string {
  const { read } = none.ledger;
  const found = (faults: readonly FaultRecord[], { of }: Verdicts): number =>
    faults.filter(({ line }) => of(line) !== 'accepted').length;
  const rowOf = (name: string, faults: readonly FaultRecord[]): (string | number)[] => [
    name,
    count(faults.length),
    ...[none, complete].flatMap((verdicts) => [
      count(found(faults, verdicts)),
      share(found(faults, verdicts), faults.length),
    ]),
  ];
  const ofKind = (kind: string): FaultRecord[] => truth.filter((fault) => fault.kind === kind);
  const late = ofKind('late');
  const wrong = truth.filter(({ kind }) => kind !== 'late');
  const faulty = new Set(wrong.map(({ line }) => line));
  const alarms = ({ of }: Verdicts): number => {
    let sum = 0;
    for (let line = 0; line < read; line++) if (of(line) !== 'accepted' && !faulty.has(line)) sum++;
    return sum;
  };
  const left = (verdicts: Verdicts): number => wrong.length - found(wrong, verdicts);
  return [
    `\`simulate ${SIMULATION}\`:`,
    `${count(read)} lines, insertions and replaced ids at the rates of the real stream; ${count(wrong.length)} are wrong (${share(wrong.length, read, 3)}).`,
    '',
    table(
      ['Fault', 'Lines', 'Found, no catalogue', '', 'Found, complete catalogue', ''],
      [
        ...Object.entries(KINDS).map(([kind, name]) => rowOf(name, ofKind(kind))),
        rowOf('all of these', wrong),
      ],
    ),
    '',
    `- False alarms: ${count(alarms(none))} of ${count(read)} lines without a catalogue, ${count(alarms(complete))} with a complete one.`,
    `- Left in the accepted lines: ${count(left(none))} wrong ones (${share(left(none), read, 4)}) without a`,
    `  catalogue, ${count(left(complete))} (${share(left(complete), read, 4)}) with a complete one.`,
    `- A partial catalogue quarantines what none does (${count(found(wrong, partial))} of ${count(wrong.length)}) and counts`,
    `  ${count(partial.unverifiedLines)} accepted lines as unverified, with examples.`,
    `- ${count(late.length)} lines came up to five minutes late; ${count(late.length - found(late, complete))} of them were accepted under their own time, which is right.`,
  ].join('\n');
}

function undetected(
  truth: readonly FaultRecord[],
  { none, complete }: Record<Setting, Verdicts>,
  lines: readonly string[],
): string {
  const inserted = truth.filter(({ kind }) => kind === 'inserted');
  const partOf = ({ original, line }: FaultRecord): string => damagedPart(original, lines[line]!);
  const byPart = Map.groupBy(inserted, partOf);
  const accepted = (faults: readonly FaultRecord[], { of }: Verdicts): number =>
    faults.filter(({ line }) => of(line) === 'accepted').length;
  const rows = [...byPart]
    .map(
      ([part, faults]) =>
        [part, faults.length, accepted(faults, none), accepted(faults, complete)] as const,
    )
    .filter(([, , without]) => without > 0)
    .sort(([, , a], [, , b]) => b - a);
  return table(
    ['Character inserted into', 'Lines', 'Accepted, no catalogue', 'Accepted, complete catalogue'],
    rows.map(([part, all, without, complete]) => [
      part,
      count(all),
      count(without),
      count(complete),
    ]),
  );
}
