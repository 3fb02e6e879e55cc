import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapMean } from '../../src/math/bootstrap.ts';
import { meanOf } from '../../src/math/moments.ts';
import { seededRng } from '../../src/math/rng.ts';
import type { VisitTruth } from '../../src/simulator/index.ts';
import { NotThere } from './generated-block.ts';
import { LIVED, liveWithOurLists, type LivedDay } from './lived-service.ts';
import { count, figure, share, signed, table } from './markdown.ts';
import { reportWords } from './report-words.ts';

/** Blocks of `evaluation-in-production.md` from a service that is simulated for them. */
export async function worthBlocks(
  say: (sentence: string) => void,
): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-worth-'));
  try {
    const days = await liveWithOurLists(folder, say);
    return {
      'daily-report': reportWords(days.at(-1)!.report),
      'beside-the-truth': besideTheTruth(days),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function besideTheTruth(days: readonly LivedDay[]): string {
  const { users, movies, historyDays, seed } = LIVED;
  const columns = days.map(figuresOf);
  const row = (name: string, key: keyof Figures): string[] => [
    name,
    ...columns.map((figures) => figures[key]),
  ];
  return [
    `${count(users)} users, ${count(movies)} movies, seed ${seed}, ${historyDays} days of history. Minutes a list.`,
    '',
    table(
      ['', ...days.map(({ lists }) => `day with ${lists}`)],
      [
        row('lists shown', 'lists'),
        row('availability: report', 'availability'),
        row('availability: truth', 'trueAvailability'),
        row('**credited** by the report', 'credited'),
        row('taken from the list: truth', 'taken'),
        row('added to having no list: truth, 95 %', 'added'),
        row('beyond the chart: truth, 95 %', 'beyondChart'),
        row('credited minutes that the list did not add', 'overstated'),
      ],
    ),
    '',
    ranksAsTheTruth(days)
      ? 'The report ranks the two days as the truth beyond the chart does.'
      : 'The report does **not** rank the two days as the truth beyond the chart does.',
  ].join('\n');
}

const creditedOf = ({ report }: LivedDay): number => report.attribution.minutes / report.answered;

const beyondChart = ({ worth }: VisitTruth): number =>
  worth.shown.minutes - worth.popularity.minutes;

const answered = ({ visits }: LivedDay): VisitTruth[] =>
  visits.filter(({ status }) => status === 200);

function ranksAsTheTruth([first, second]: readonly LivedDay[]): boolean {
  const trueGain = (day: LivedDay): number => meanOf(answered(day).map(beyondChart));
  return creditedOf(second!) > creditedOf(first!) === trueGain(second!) > trueGain(first!);
}

interface Figures {
  readonly lists: string;
  readonly availability: string;
  readonly trueAvailability: string;
  readonly credited: string;
  readonly taken: string;
  readonly added: string;
  readonly beyondChart: string;
  readonly overstated: string;
}

function figuresOf(day: LivedDay): Figures {
  const { report, visits } = day;
  const asked = visits.filter(({ status }) => status !== null);
  const shown = answered(day);
  const credited = creditedOf(day);
  const takenOf = ({ took }: VisitTruth): number =>
    took !== null && took.position > 0 ? took.minutes : 0;
  const addedOf = ({ worth }: VisitTruth): number => worth.shown.minutes - worth.none.minutes;
  return {
    lists: count(report.answered),
    availability: share(report.answered, report.requests, 2),
    trueAvailability: share(shown.length, asked.length, 2),
    credited: figure(credited),
    taken: figure(meanOf(shown.map(takenOf))),
    added: meanWords(shown, addedOf),
    beyondChart: meanWords(shown, beyondChart),
    overstated: share(credited - meanOf(shown.map(addedOf)), credited, 0),
  };
}

/** A mean over visits with its interval, resampling users. */
function meanWords(visits: readonly VisitTruth[], of: (visit: VisitTruth) => number): string {
  const { mean, low, high } = bootstrapMean(
    visits.map(of),
    visits.map(({ userId }) => Number(userId)),
    { rng: seededRng(LIVED.seed, 'report') },
  );
  return `${signed(mean)} (${signed(low)} to ${signed(high)})`;
}

/** How often the interval of worth holds the truth. @throws NotThere while the proof has not been run */
export function coverageOfWorthBlocks(root: string): Record<string, string> {
  const { figures, holds, commit, seconds } = proofOf(root, 'coverage');
  const of = (name: string): number => figureOf(figures, name, 'coverage');
  const sizes = (figures['demo'] ?? []) as readonly Readonly<Record<string, number>>[];
  const half = (value: number | undefined): string => `± ${figure(value ?? Number.NaN)}`;
  return {
    coverage: [
      table(
        [
          `${count(of('runs'))} services of ${count(of('users'))} users, ${daysWords(of('days'))}`,
          '',
        ],
        [
          ['true minutes a user and day by personal lists', signed(of('trueMinutesPerUserDay'))],
          ['mean of the reported uplifts', signed(of('meanMinutesPerUserDay'))],
          ['95 % intervals that hold the truth', share(of('coverage'), 1, 1)],
          [
            'the same without the days before (no CUPED)',
            share(of('coverageWithoutDaysBefore'), 1, 1),
          ],
          ['median half-width, minutes', half(of('medianHalfWidth'))],
          ...sizes.map((size) => [
            `half-width at the demo's size, ${count(size['users'] ?? 0)} users, ${daysWords(size['days'] ?? 0)}`,
            half(size['medianHalfWidth']),
          ]),
        ],
      ),
      '',
      `The claim (93 to 98 %) ${holds ? 'holds' : 'does not hold'} at commit \`${commit.slice(0, 12)}\`; ${count(seconds)} s.`,
    ].join('\n'),
  };
}

const daysWords = (days: number): string => `${count(days)} ${days === 1 ? 'day' : 'days'}`;

interface KeptProof {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly holds: boolean;
  readonly commit: string;
  readonly seconds: number;
}

function proofOf(root: string, name: string): KeptProof {
  const path = join(root, `docs/proofs/${name}.json`);
  if (!existsSync(path))
    throw new NotThere(`docs/proofs/${name}.json; \`npm run prove -- ${name}\` makes it`);
  return JSON.parse(readFileSync(path, 'utf8')) as KeptProof;
}

function figureOf(figures: KeptProof['figures'], name: string, proof: string): number {
  const value = figures[name];
  if (typeof value !== 'number')
    throw new Error(`found no ${name} in docs/proofs/${proof}.json, expected a number`);
  return value;
}

/** The part that only the long proof can say. @throws NotThere while it has not been run */
export function proofBlocks(root: string): Record<string, string> {
  const { figures, holds, commit, seconds } = proofOf(root, 'simulated-worth');
  const of = (name: string): number => figureOf(figures, name, 'simulated-worth');
  return {
    proof: [
      table(
        [`${count(of('visits'))} visits of ${count(of('users'))} users`, ''],
        [
          ['true minutes a visit with our lists', figure(of('minutesShownPerVisit'))],
          ['with the chart instead', figure(of('minutesChartPerVisit'))],
          ['with no list', figure(of('minutesNoListPerVisit'))],
          [
            'gain over the chart, 95 %',
            `${signed(of('gainMinutesPerVisit'))} (${signed(of('gainLow95'))} to ${signed(of('gainHigh95'))})`,
          ],
          [
            'reported minutes an exposure, champion',
            figure(of('reportedMinutesPerExposureChampion')),
          ],
          ['the same, popularity', figure(of('reportedMinutesPerExposurePopularity'))],
        ],
      ),
      '',
      `The claim ${holds ? 'holds' : 'does not hold'} at commit \`${commit.slice(0, 12)}\`; ${count(seconds)} s.`,
    ].join('\n'),
  };
}
