import type { Json } from '../domain/canonical-json.ts';
import type { Finding } from '../domain/finding.ts';
import type { Ledger } from '../domain/ledger.ts';
import { EVENT_KINDS } from '../domain/stream-event.ts';
import { QUARANTINE_REASONS, type QuarantineReason } from '../events/index.ts';
import { lagOf, type IngestResult } from '../ingest/index.ts';
import { counted } from './counted.ts';
import { printable } from './printable.ts';
import { count, duration } from './terminal.ts';

/** The document of `ingest --json`: the ledger of all lines ever read from the source. */
export const ingestDocument = (result: IngestResult, seconds: number): Json => ({
  read: result.ledger.read,
  accepted: { ...result.ledger.accepted },
  repaired: result.ledger.repaired,
  duplicate: result.ledger.duplicate,
  quarantined: { ...result.ledger.quarantined },
  pending: result.ledger.pending,
  seconds,
  new: result.newLines,
  partitions: result.partitions.map((state) => ({
    partition: state.partition,
    from: state.from,
    to: state.committedTo,
    highWatermark: state.end,
    lag: lagOf(state),
  })),
  findings: [...unusable(result.ledger), ...result.findings].map((finding) => ({
    ...finding,
    examples: [...finding.examples],
  })),
});

/** The same for people: a short ledger, reasons by name, the first lines of each. */
export function ingestWords(result: IngestResult, seconds: number): string {
  const { ledger, newLines } = result;
  const rate = seconds > 0 ? `, ${count(newLines / seconds)} a second` : '';
  const accepted = EVENT_KINDS.filter((kind) => ledger.accepted[kind] > 0).map((kind) =>
    row(kind, ledger.accepted[kind]),
  );
  const rest = [
    ledger.repaired > 0 ? repaired(result) : [],
    ledger.duplicate > 0 ? [row('duplicate', ledger.duplicate)] : [],
    ledger.pending > 0 ? [row('waiting for the catalogue', ledger.pending)] : [],
    Object.entries(ledger.quarantined).flatMap(([reason, lines]) =>
      quarantined(result, reason, lines),
    ),
  ];
  return [
    ...unusable(ledger).map(({ message }) => message),
    `${counted(newLines, 'new line')} in ${duration(seconds)}${rate}.`,
    `Of ${counted(ledger.read, 'line')} read from this source so far:`,
    ...accepted,
    ...rest.flat(),
    ...result.findings.filter(isNews).map(({ message }) => message),
  ].join('\n');
}

/** That the whole source is of no use, most likely because it is the wrong file. */
function unusable({ read, quarantined }: Ledger): Finding[] {
  const lost = Object.values(quarantined).reduce((sum, lines) => sum + lines, 0);
  if (lost < read) return [];
  const subject =
    read === 1 ? 'The only line could not' : `Not one of the ${count(read)} lines could`;
  const [check, message] =
    read === 0
      ? ['no-lines', 'The file holds no lines.']
      : ['no-usable-line', `${subject} be used. Is it the right file?`];
  return [{ check, severity: 'warn', message, count: read, examples: [] }];
}

const row = (name: string, lines: number): string => `  ${count(lines).padStart(14)}  ${name}`;

function repaired({ ledger, repairs }: IngestResult): string[] {
  return [
    row('repaired', ledger.repaired),
    ...repairs
      .slice(0, 3)
      .flatMap(({ position, line, repaired }) => [
        `${' '.repeat(18)}line ${position + 1}: ${printable(line)}`,
        `${' '.repeat(18)}${' '.repeat(String(position + 1).length)}    is: ${printable(repaired)}`,
      ]),
  ];
}

function quarantined(result: IngestResult, reason: string, lines: number): string[] {
  const examples = result.examples.filter((example) => example.reason === reason);
  return [
    row(`cannot be used: ${reason}`, lines),
    `${' '.repeat(18)}${QUARANTINE_REASONS[reason as QuarantineReason]}`,
    ...examples.map(
      ({ position, line }) => `${' '.repeat(18)}line ${position + 1}: ${printable(line)}`,
    ),
  ];
}

/** What was repaired or set aside has its rows already. */
const isNews = ({ check }: Finding): boolean =>
  !check.startsWith('quarantined-') && check !== 'repaired';
