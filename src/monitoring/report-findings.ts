import type { Finding } from '../domain/finding.ts';
import { counted, percent } from '../pages/index.ts';
import type { Segment } from '../ingest/index.ts';
import type { ReportContent } from './report.ts';
import { worthFindings } from './worth-findings.ts';

/** Below this availability an operator should look. */
const WANTED_AVAILABILITY = 0.99;
/** Up to this share of the lines or answers, damage of one kind is the log's everyday noise. */
const USUAL_DAMAGE_RATE = 0.005;

/**
 * What an operator should know of the day, the weightiest first.
 *
 * @param segments those that overlap the day
 */
export function findingsOf(
  report: Omit<ReportContent, 'findings' | 'headline'>,
  segments: readonly Segment[],
): Finding[] {
  return [
    ...availability(report),
    ...voided(report),
    ...receipts(report),
    ...worthFindings(report),
    ...quarantined(report),
    ...unverified(segments),
    ...incomplete(report),
    ...withoutCatalogue(segments),
  ];
}

type Report = Omit<ReportContent, 'findings' | 'headline'>;

const finding = (
  check: string,
  severity: Finding['severity'],
  rest: Omit<Finding, 'check' | 'severity'>,
): Finding => ({ check, severity, ...rest });

function availability({ availability, requests, answered }: Report): Finding[] {
  if (availability === null || availability >= WANTED_AVAILABILITY) return [];
  return [
    finding('low-availability', 'warn', {
      message: `Only ${percent(availability)} of the requests got a list that could be shown; ${percent(WANTED_AVAILABILITY)} is expected.`,
      count: requests - answered,
      examples: [],
    }),
  ];
}

const severityOf = (rate: number): Finding['severity'] =>
  rate > USUAL_DAMAGE_RATE ? 'warn' : 'note';

function voided({ voided, voidedIds }: Report): Finding[] {
  if (voided === 0) return [];
  return [
    finding('voided-answers', 'warn', {
      message: `${counted(voided, 'answer')} held something that the caller does not know as a movie; one such id voids a whole list.`,
      count: voided,
      examples: voidedIds.map(({ id }) => id),
    }),
  ];
}

function receipts({ personalised, answered }: Report): Finding[] {
  const { withoutReceipt, receiptsNotShown } = personalised;
  if (withoutReceipt === null || receiptsNotShown === null)
    return answered === 0
      ? []
      : [
          finding('no-receipts', 'note', {
            message: personalised.note,
            count: answered,
            examples: [],
          }),
        ];
  const found: Finding[] = [];
  if (withoutReceipt > 0)
    found.push(
      finding('answers-without-receipt', severityOf(withoutReceipt / answered), {
        message: `There is no receipt for ${counted(withoutReceipt, 'answer')} in the stream: somebody else answered, receipts were lost, or the line was damaged.`,
        count: withoutReceipt,
        examples: [],
      }),
    );
  if (receiptsNotShown > 0)
    found.push(
      finding('receipts-not-shown', severityOfMissing(personalised), {
        message: `There is no answer in the stream for ${counted(receiptsNotShown, 'receipt')} of the day: the list came too late, was voided, was asked for by somebody else than the service, or its line was damaged.`,
        count: receiptsNotShown,
        examples: [],
      }),
    );
  return found;
}

/** Beyond this share of our receipts, answers get lost rather than late now and then. */
const USUAL_MISSING_RATE = 0.05;

function severityOfMissing({
  withReceipt,
  receiptsNotShown,
}: Report['personalised']): Finding['severity'] {
  const written = withReceipt! + receiptsNotShown!;
  return receiptsNotShown! > USUAL_MISSING_RATE * written && receiptsNotShown! > 1
    ? 'warn'
    : 'note';
}

/** One finding for each kind of damage beyond the usual, and one for all the rest together. */
function quarantined({ ledger: { overlapping } }: Report): Finding[] {
  const reasons = Object.entries(overlapping.quarantined);
  const isUsual = ([, count]: [string, number]): boolean =>
    count <= USUAL_DAMAGE_RATE * overlapping.read;
  const usual = reasons.filter(isUsual);
  const count = usual.reduce((sum, [, n]) => sum + n, 0);
  const unusual = reasons
    .filter((reason) => !isUsual(reason))
    .map(([reason, count]) =>
      finding(`quarantined-${reason.replaceAll('_', '-')}`, 'warn', {
        message: `${counted(count, 'line')} in the segments that overlap the day (${percent(count / overlapping.read)}) cannot be used: ${reason.replaceAll('_', ' ')}. That is more than the everyday noise of a log.`,
        count,
        examples: [],
      }),
    );
  if (count === 0) return unusual;
  const together = finding('quarantined-as-usual', 'note', {
    message: `${counted(count, 'line')} in the segments that overlap the day (${percent(count / overlapping.read)}) cannot be used, no more of any kind than the everyday noise of a log.`,
    count,
    examples: [],
  });
  return [...unusual, together];
}

function unverified(segments: readonly Segment[]): Finding[] {
  return (['unverifiedItems', 'unverifiedUsers'] as const).flatMap((key) => {
    const parts = segments.map(({ manifest }) => manifest.content[key]);
    const count = parts.reduce((sum, part) => sum + part.lines, 0);
    const word = key === 'unverifiedItems' ? 'movie' : 'user';
    if (count === 0) return [];
    return [
      finding(`unverified-${word}`, 'note', {
        message: `${counted(count, 'line')} in the segments that overlap the day with a ${word} that the catalogue lacks; they are accepted as they are.`,
        count,
        examples: [...new Set(parts.flatMap((part) => part.examples))].slice(0, 5),
      }),
    ];
  });
}

function incomplete({ data }: Report): Finding[] {
  if (data.complete) return [];
  return [
    finding('books-open', 'note', {
      message: `The data reach until ${data.until.slice(0, 16).replace('T', ' ')} UTC; what the lists of the day led to is final at ${data.closesAt.slice(0, 16).replace('T', ' ')} UTC.`,
      count: 1,
      examples: [],
    }),
  ];
}

function withoutCatalogue(segments: readonly Segment[]): Finding[] {
  const unchecked = segments.filter(({ manifest }) => manifest.content.catalogueId === null);
  const count = unchecked.reduce((sum, { manifest }) => sum + manifest.content.ledger.read, 0);
  if (count === 0) return [];
  return [
    finding('no-catalogue', 'note', {
      message: `${counted(count, 'line')} in the segments that overlap the day were read without a catalogue: movie and user ids are taken as they are.`,
      count,
      examples: [],
    }),
  ];
}
