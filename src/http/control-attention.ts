import type { Finding } from '../domain/finding.ts';
import type { Attention, Status } from './control-status.ts';

/** A status without what follows from it. */
export type StatusFacts = Omit<Status, 'attention'>;

/** What is looked at besides the status itself. */
export interface AttentionFacts {
  readonly status: StatusFacts;
  readonly datasetFindings: readonly Finding[];
  readonly reportFindings: readonly Finding[];
  /** What could not be read, by section. */
  readonly unreadable: readonly { readonly about: Attention['about']; readonly message: string }[];
}

/** Above this share of unusable lines, it is more than the everyday noise of a log. */
const USUAL_QUARANTINE_RATE = 0.005;
/** Up to this share of lists made another way, a busy machine explains it. */
const USUAL_SCORER_RATE = 0.01;
/** So much event time may lie unread while nobody reads. */
const MUCH_UNREAD_SECONDS = 120;
/** So long a reading may take to come to what the log holds. */
const LONG_BEHIND_SECONDS = 30;

type Stream = Status['stream'];

/** What an operator should know now, the weightiest first. */
export function attentionOf(facts: AttentionFacts): Attention[] {
  const { status } = facts;
  const found = [
    ...facts.unreadable.map(({ about, message }) =>
      item('stop', about, `A part of the home cannot be read: ${message}`),
    ),
    ...streamItems(status),
    ...ledgerItems(status),
    ...catalogueItems(status),
    ...fromFindings('dataset', facts.datasetFindings),
    ...trainingItems(status),
    ...servingItems(status),
    ...fromFindings('report', facts.reportFindings, status.report?.day),
  ];
  return found.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}

const WEIGHT = { stop: 0, look: 1, note: 2 } as const;

const item = (
  severity: Attention['severity'],
  about: Attention['about'],
  message: string,
  advice: string | null = null,
): Attention => ({ severity, about, message, advice });

function streamItems({ stream, home }: StatusFacts): Attention[] {
  const { linesRead, behindSeconds, behindForSeconds, isReading } = stream;
  if (linesRead === 0)
    return [
      item(
        'look',
        'stream',
        'No line of the event log was read yet.',
        `npx showrunner ingest --from file:PATH --follow --home ${home}`,
      ),
    ];
  if (isReading) return (behindForSeconds ?? 0) <= LONG_BEHIND_SECONDS ? [] : [slow(stream)];
  if (behindSeconds === null || behindSeconds <= MUCH_UNREAD_SECONDS) return [];
  return [
    item(
      'look',
      'stream',
      `Nobody reads, and the log goes on ${words(behindSeconds)} beyond what was read.`,
      `npx showrunner ingest --from ${stream.sources[0]?.name ?? 'file:PATH'} --follow --home ${home}`,
    ),
  ];
}

const slow = ({ behindSeconds, behindForSeconds, linesPerSecond }: Stream): Attention =>
  item(
    'look',
    'stream',
    linesPerSecond === 0
      ? `The reading stands still although the log has held more for ${words(behindForSeconds ?? 0)}.`
      : `The reading does not keep up: what the log holds is read ${words(behindForSeconds ?? 0)} later or more (${words(behindSeconds ?? 0)} of event time to go).`,
  );

/** Seconds in the two largest units that say anything. */
function words(seconds: number): string {
  const units: readonly [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const at = units.findIndex(([size]) => seconds >= size);
  const [large, small] = units.slice(at === -1 ? 3 : at);
  if (small === undefined) return `${Math.round(seconds)} s`;
  const rest = Math.floor((seconds % large![0]) / small[0]);
  return `${Math.floor(seconds / large![0])} ${large![1]}${rest === 0 ? '' : ` ${rest} ${small[1]}`}`;
}

function ledgerItems({ ledger }: StatusFacts): Attention[] {
  const found: Attention[] = [];
  if (!ledger.addsUp)
    found.push(
      item(
        'stop',
        'quality',
        `The ledger does not add up: ${number(ledger.read)} lines were read, but not all are accounted for.`,
        'That is a fault of the program; keep the home and report it.',
      ),
    );
  for (const [reason, count] of Object.entries(ledger.quarantined))
    if (count > USUAL_QUARANTINE_RATE * ledger.read)
      found.push(
        item(
          'look',
          'quality',
          `${number(count)} lines (${((count / ledger.read) * 100).toFixed(1)} %) cannot be used: ${reason.replaceAll('_', ' ')}. That is more than the everyday noise of a log.`,
          'They are kept with their exact bytes; look at examples with npx showrunner ingest.',
        ),
      );
  if (ledger.pending > 0)
    found.push(
      item('note', 'quality', `${number(ledger.pending)} lines wait for the catalogue to answer.`),
    );
  return found;
}

const catalogueItems = ({ catalogue, stream, home }: StatusFacts): Attention[] =>
  catalogue !== null || stream.linesRead === 0
    ? []
    : [
        item(
          'note',
          'catalogue',
          'There is no catalogue: movie and user ids are taken as they are, and lists show ids in the place of titles.',
          `npx showrunner catalogue sync --movies FILE.jsonl --users FILE.csv --home ${home}`,
        ),
      ];

function trainingItems({ training, models, datasets, stream, home }: StatusFacts): Attention[] {
  const [latest] = training.last;
  const found: Attention[] = [];
  if (latest?.status === 'failed')
    found.push(
      item(
        'look',
        'training',
        `The last training${latest.family === null ? '' : ` (${latest.family})`} failed: ${latest.error ?? 'without words'}.`,
        'What served before goes on serving.',
      ),
    );
  if (latest?.status === 'abandoned')
    found.push(
      item(
        'look',
        'training',
        `A training${latest.family === null ? '' : ` (${latest.family})`} ended without a word: its process is gone.`,
        `npx showrunner run --home ${home}`,
      ),
    );
  if (models.champion === null && stream.linesRead > 0 && !training.isAtWork)
    found.push(
      item(
        'look',
        'models',
        datasets.latest === null
          ? 'Nothing was trained yet.'
          : 'There is a dataset, but no model serves yet.',
        `npx showrunner run --home ${home}`,
      ),
    );
  if (models.champion !== null && models.champion.family === models.baseline?.family)
    found.push(
      item(
        'note',
        'models',
        models.gate?.impossible == null
          ? 'Everybody gets what is popular: no personal model has passed the gate.'
          : `Everybody gets what is popular: nothing could be judged, ${models.gate.impossible}`,
      ),
    );
  return found;
}

function servingItems({ serving, models, home }: StatusFacts): Attention[] {
  if (!serving.isReachable)
    return [
      item(
        'stop',
        'serving',
        `Nobody gets a list: the recommendation service at ${serving.url} cannot be asked (${serving.problem ?? 'no reason known'}).`,
        `npx showrunner serve --home ${home}`,
      ),
    ];
  const { failures } = serving;
  const found = serving.troubles.map((trouble) => item('look', 'serving', trouble));
  if (serving.isReady === false)
    found.push(item('look', 'serving', 'No model is loaded: lists are the same for everybody.'));
  if (
    models.champion !== null &&
    serving.isReady === true &&
    serving.champion !== models.champion.version
  )
    found.push(
      item(
        'note',
        'serving',
        `${models.champion.version} is champion, but ${serving.champion ?? 'no champion'} is loaded; a change takes a few seconds to arrive.`,
      ),
    );
  const counts: readonly [number, string][] = [
    [failures.serverErrors, 'requests for a list that ended in an error of the server'],
    [failures.violations, 'items kept from leaving because the caller could not have read them'],
    [failures.receiptsLost, 'receipts lost, so that their answers cannot be traced'],
  ];
  for (const [count, words] of counts)
    if (count > 0)
      found.push(item('look', 'serving', `Since the service started: ${number(count)} ${words}.`));
  return [...found, ...scorerItems(serving)];
}

/** Lists that a model or a source failed over. All were answered, so a few are told and no more. */
function scorerItems({ failures: { scorer }, answers }: Status['serving']): Attention[] {
  if (scorer === 0) return [];
  return [
    item(
      scorer > USUAL_SCORER_RATE * answers ? 'look' : 'note',
      'serving',
      `Since the service started: ${number(scorer)} of ${number(answers)} lists made another way, because a model or a source failed or was late.`,
    ),
  ];
}

/** Findings that others made; notes are told where they were made. */
const fromFindings = (
  about: Attention['about'],
  findings: readonly Finding[],
  day?: string,
): Attention[] =>
  findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, message }) =>
      item(
        severity === 'block' ? 'stop' : 'look',
        about,
        day === undefined ? message : `${day}: ${message}`,
        severity === 'block' ? 'Nothing is trained until this is settled; serving goes on.' : null,
      ),
    );

const number = (value: number): string => value.toLocaleString('en-US');
