import type { Command } from 'commander';
import type { Installation } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { QUARANTINE_REASONS, type QuarantineReason } from '../events/index.ts';
import {
  findOpenLines,
  liveSegments,
  newestSettlements,
  openLines,
  type OpenLine,
  type SettleResult,
} from '../ingest/index.ts';
import { explainLine, type LineExplanation } from '../quality/index.ts';
import { command, group, perform, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import { requireDecoder } from './decoders.ts';
import { catalogueOf } from './ingest.ts';
import { parseAtLeastZero } from './number-option.ts';
import { printable } from './printable.ts';
import { settle } from './settle.ts';
import { count, type Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner quarantine …`: lines that cannot be used. */
export function quarantineCommand(terminal: Terminal): Command {
  const quarantine = group('quarantine', 'list, explain and replay lines that cannot be used');
  for (const sub of [list, show, replay]) quarantine.addCommand(sub(terminal));
  return quarantine;
}

const PENDING = 'pending';

interface ListOptions extends CommonOptions {
  readonly reason?: string;
  readonly day?: string;
  readonly limit: number;
}

const list = (terminal: Terminal): Command =>
  command('list', 'count the lines by reason and show some of each')
    .option('--reason <reason>', 'only lines with this reason, or pending')
    .option('--day <day>', 'only lines that begin with this day, YYYY-MM-DD')
    .option('--limit <n>', 'most lines to show', parseAtLeastZero, 20)
    .action((options: ListOptions) =>
      perform(terminal, options, async (io) => {
        const { reason, day, limit } = options;
        requireReason(reason);
        if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day))
          throw errorOf('BAD_USAGE', {
            found: `--day ${day}`,
            expected: 'a day written YYYY-MM-DD',
            help: 'npx showrunner quarantine list --help',
          });
        const { counts, lines } = await withInstallation(io.homePath, async (installation) =>
          openLines(
            installation.tables,
            await lakeOf(installation),
            { reason, day },
            Math.floor(limit),
          ),
        );
        const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
        io.result(
          { total, counts: { ...counts }, lines: lines.map((line) => ({ ...line })) },
          listWords(total, counts, lines),
        );
      }),
    );

function listWords(
  total: number,
  counts: Readonly<Record<string, number>>,
  lines: readonly OpenLine[],
): string {
  if (total === 0) return 'No line is set aside or waits.';
  return [
    `${counted(total, 'line')} cannot be used or wait:`,
    ...Object.entries(counts).flatMap(([reason, n]) => [
      `${count(n).padStart(14)}  ${reason}: ${sentenceOf(reason)}`,
      ...lines.flatMap((line) =>
        line.reason === reason
          ? [`${' '.repeat(16)}${placeOf(line)}`, `${' '.repeat(18)}${shown(line)}`]
          : [],
      ),
    ]),
    'One of them in full: npx showrunner quarantine show ID',
  ].join('\n');
}

const sentenceOf = (reason: string): string =>
  reason === PENDING
    ? 'The catalogue has not said yet whether movie and user exist.'
    : QUARANTINE_REASONS[reason as QuarantineReason];

const placeOf = ({ id, source, partition, position }: OpenLine): string =>
  `${id}  line ${position + 1} of ${printable(source)}, partition ${partition}`;

const shown = ({ line, bytesBase64 }: OpenLine): string =>
  printable((line ?? `base64 ${bytesBase64}`).slice(0, 200));

const show = (terminal: Terminal): Command =>
  command('show', 'show one line in full, where it is at fault and what repairs were considered')
    .argument('<line>', 'its id as `quarantine list` shows it, or its position (from 0)')
    .action((name: string, options: CommonOptions) =>
      perform(terminal, options, async (io) => {
        const { line, explanation } = await withInstallation(io.homePath, async (installation) => {
          const lake = await lakeOf(installation);
          const line = requireOne(name, await findOpenLines(installation.tables, lake, name));
          const { content } = lake.segments.find(({ id }) =>
            id.startsWith(line.id.split('-')[0]!),
          )!.manifest;
          const grounds = {
            decoder: requireDecoder(installation.home, content.decoder),
            catalogue: await catalogueOf(installation),
            userIdBound: content.userIdBound ?? 0,
          };
          return {
            line,
            explanation: line.line === null ? null : explainLine(line.line, grounds),
          };
        });
        io.result(
          {
            ...line,
            now: explanation?.reason ?? null,
            stoppedAt: explanation?.stoppedAt ? { ...explanation.stoppedAt } : null,
            candidates: (explanation?.candidates ?? []).map((candidate) => ({ ...candidate })),
          },
          showWords(line, explanation),
        );
      }),
    );

function requireOne(name: string, found: readonly OpenLine[]): OpenLine {
  const [line] = found;
  if (line !== undefined && found.length === 1) return line;
  const ids = found.map(({ id }) => id).join(', ');
  throw errorOf('QUARANTINE_LINE', {
    name,
    found: line === undefined ? 'none' : `several, ${ids}`,
  });
}

function showWords(line: OpenLine, explanation: LineExplanation | null): string {
  const at = explanation?.stoppedAt ?? null;
  return [
    placeOf(line),
    `${line.reason}: ${sentenceOf(line.reason)}`,
    '',
    printable(line.line ?? `base64 ${line.bytesBase64}`),
    ...(at === null ? [] : [`${' '.repeat(at.from)}${'^'.repeat(Math.max(1, at.to - at.from))}`]),
    '',
    nowWords(line, explanation),
    ...(explanation?.candidates ?? []).map(
      ({ line: text, standing }) => `  ${STANDING[standing]}  ${printable(text)}`,
    ),
  ].join('\n');
}

const STANDING = {
  known: 'can have been meant:    ',
  pending: 'the catalogue must say: ',
  excluded: 'cannot have been meant: ',
};

function nowWords({ reason }: OpenLine, explanation: LineExplanation | null): string {
  if (explanation === null) return 'It is no text, so nothing is repaired.';
  if (explanation.isWaiting) return 'It waits for the catalogue.';
  const now = explanation.reason;
  if (now === null)
    return 'It could be used with today’s catalogue: npx showrunner quarantine replay';
  const fault = now === reason ? '' : `Without a repair: ${sentenceOf(now)} `;
  return explanation.candidates.length === 0
    ? `${fault}Taking out one character gives no valid line.`
    : `${fault}Taking out one character gives:`;
}

interface ReplayOptions extends CommonOptions {
  readonly reason?: string;
}

const replay = (terminal: Terminal): Command =>
  command('replay', 'judge the lines again with today’s decoder and catalogue')
    .option('--reason <reason>', 'only where lines have this reason, or pending')
    .action((options: ReplayOptions) =>
      perform(terminal, options, async (io) => {
        const { reason } = options;
        requireReason(reason);
        const result = await withInstallation(io.homePath, async (installation) =>
          settle(installation, {
            catalogue: await catalogueOf(installation),
            progress: io.progress,
            ...(reason === undefined
              ? {}
              : {
                  isWanted: ({ quarantined, pending }) =>
                    reason === PENDING ? pending > 0 : reason in quarantined,
                }),
          }),
        );
        io.result(replayDocument(result), replayWords(result));
      }),
    );

/** What changed, by the ledger's words. */
export const changesOf = ({ before, after }: SettleResult): Record<string, number> => {
  const flat = (ledger: SettleResult['before']): Record<string, number> => ({
    ...ledger.accepted,
    repaired: ledger.repaired,
    duplicate: ledger.duplicate,
    ...ledger.quarantined,
    [PENDING]: ledger.pending,
  });
  const [was, is] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes = names.map((name) => [name, (is[name] ?? 0) - (was[name] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
};

const replayDocument = (result: SettleResult) => ({
  segments: result.segmentCount,
  settlements: result.settlements.map(({ id }) => id),
  changes: changesOf(result),
});

function replayWords(result: SettleResult): string {
  const looked = `${counted(result.segmentCount, 'full segment')} looked at`;
  if (result.settlements.length === 0) return `${looked}: nothing new.`;
  return [
    `${looked}, ${counted(result.settlements.length, 'settlement')} made:`,
    ...Object.entries(changesOf(result)).map(
      ([name, change]) =>
        `${(change > 0 ? `+${count(change)}` : `-${count(-change)}`).padStart(14)}  ${name}`,
    ),
  ].join('\n');
}

async function lakeOf({ artifacts }: Installation) {
  return {
    segments: await liveSegments(artifacts),
    settlements: await newestSettlements(artifacts),
  };
}

function requireReason(reason: string | undefined): void {
  if (reason === undefined || reason === PENDING || reason in QUARANTINE_REASONS) return;
  throw errorOf('BAD_USAGE', {
    found: `--reason ${printable(reason)}`,
    expected: `one of ${[...Object.keys(QUARANTINE_REASONS), PENDING].join(', ')}`,
    help: 'npx showrunner quarantine --help',
  });
}
