import {
  counted,
  figureOf,
  html,
  intervalChart,
  number,
  part,
  table,
  tile,
  trendChart,
  wholePage,
  type Html,
} from '../../pages/index.ts';
import { measured, moved, onWeekBefore } from '../measures.ts';
import type { Range } from '../range.ts';
import { signed } from '../worth-words.ts';
import { revisionSection } from './revision-section.ts';

/** The report of several days as one page that needs nothing else. */
export const rangePage = (range: Range): string =>
  wholePage(
    { title: titleOf(range) },
    html`<h1>${titleOf(range)}</h1>
      <p class="soft">${standing(range)}</p>
      ${toDo(range)}
      <div class="lines">
        ${['Were we up?', 'Were we right?', 'Did it help?'].map(
          (question, k) =>
            html`<div class="line"><b>${question}</b>${range.headline[k] ?? ''}</div>`,
        )}
      </div>
      ${tiles(range)}
      <h2 class="question">Day by day</h2>
      <div class="flow">${worthSection(range)} ${range.trends.map(trendSection)}</div>
      <h2 class="question">What changed</h2>
      <div class="flow">
        ${totalsSection(range)} ${championSection(range)} ${daySection(range)}
        ${revisionSection(range, 'range.json')}
      </div>`,
  );

const dateWords = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const titleOf = ({ from, to, week }: Range): string =>
  `${week === null ? '' : `Week ${week.slice(6)} of ${week.slice(0, 4)}: `}${dateWords(from)} to ${dateWords(to)}`;

function standing({ days, missing, revision, issuedAt }: Range): string {
  const open = days.filter(({ complete }) => !complete).length;
  return [
    open === 0
      ? 'The books of all days are closed.'
      : `Provisional: the books of ${counted(open, 'day')} are open.`,
    missing.length === 0 ? '' : `Nothing in the log of ${missing.join(', ')}.`,
    `Revision ${revision}, issued ${issuedAt.slice(0, 16).replace('T', ' ')} UTC.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function toDo({ findings }: Range): Html {
  const urgent = findings.filter(({ severity }) => severity !== 'note');
  return html`<section class="todo" id="to-do">
    <h2>What to do</h2>
    ${
      urgent.length === 0
        ? html`<p>Nothing.</p>`
        : html`<ol>
            ${urgent.map(
              ({ days, lastMessage }) =>
                html`<li>
                  <b>${days.join(', ')}</b>: ${lastMessage} See the
                  ${days.length === 1 ? 'report of the day' : 'reports of the days'}.
                </li>`,
            )}
          </ol>`
    }
  </section>`;
}

const TILES = [
  'availability',
  'latencyP99Ms',
  'requests',
  'viewers',
  'minutes',
  'personalisedShare',
];

const KINDS = { sum: 'in all', highest: 'highest of a day', mean: 'on average' } as const;

const tiles = ({ trends }: Range): Html =>
  html`<div class="tiles">
    ${TILES.map((name) => {
      const { unit, title, all, total } = trends.find((trend) => trend.name === name)!;
      return tile(
        unit === 'minutes' && all !== null ? number(all) : measured({ unit }, all),
        `${title}, ${KINDS[total]}`,
      );
    })}
  </div>`;

const SCALES = {
  share: { times: 100, unit: '%' },
  ms: { times: 1, unit: 'ms' },
  minutes: { times: 1, unit: 'minutes' },
  count: { times: 1, unit: 'number' },
  points: { times: 1, unit: 'points' },
} as const;

/** One measure by day, beside the week before. */
function trendSection({ name, title, unit, days, paired }: Range['trends'][number]): Html {
  const scale = SCALES[unit];
  const scaled = (value: number | null): number | null =>
    value === null ? null : value * scale.times;
  const change = moved({ unit }, paired.now, paired.before);
  const heading = title[0]!.toUpperCase() + title.slice(1);
  const chart = trendChart(
    days.map(({ day, now, before }) => ({
      label: day.slice(5),
      now: scaled(now),
      before: scaled(before),
    })),
    {
      title: `${heading} by day, beside a week before`,
      unit: `${title}, ${scale.unit}`,
      ...(name === 'availability' ? { most: 100 } : {}),
    },
  );
  return part(
    { id: name, heading },
    change === ''
      ? 'There is no week before to compare with.'
      : `${onWeekBefore(change)}, over ${counted(paired.days, 'day')} that ${paired.days === 1 ? 'has' : 'have'} one.`,
    figureOf(
      chart,
      [
        { colour: 'now', means: 'the day (full line, dots)' },
        { colour: 'before', means: 'same weekday of the week before (dashed, squares)' },
      ],
      table(
        ['day (UTC)', 'the day', 'a week before', 'change'],
        days.map(({ day, now, before }) => [
          day,
          measured({ unit }, now),
          measured({ unit }, before),
          moved({ unit }, now, before),
        ]),
      ),
    ),
  );
}

/** Uplift by day; days on which nobody can say are left out of the chart. */
function worthSection({ worth: { range, days } }: Range): Html | null {
  if (range === null || range.minutesPerUserDay === null) return null;
  const windows = [
    ...days.map(({ day, minutesPerUserDay }) => ({ name: day, uplift: minutesPerUserDay })),
    { name: counted(range.days, 'day'), uplift: range.minutesPerUserDay },
  ];
  const rows = windows.flatMap(({ name, uplift }) =>
    uplift === null ? [] : [{ name, value: uplift.mean, low: uplift.low, high: uplift.high }],
  );
  return part(
    { id: 'worth', heading: 'What personal lists were worth' },
    'Minutes that users with personal lists watched more than users without, who were drawn at random. A single day is mostly chance; the last row, over all of them, is the surest.',
    figureOf(
      intervalChart(rows, {
        title: 'Uplift by personal lists, by day, with 95 % intervals',
        unit: 'more minutes a user and day, 95 % interval',
        reference: { value: 0, name: 'worth nothing' },
      }),
      [],
      table(
        ['', 'more minutes a user and day', '95 % from', 'to'],
        rows.map(({ name, value, low, high }) => [
          name,
          ...[value, low, high].map((one) => `${signed(one)} min`),
        ]),
      ),
    ),
  );
}

const totalsSection = ({ trends }: Range): Html =>
  part(
    { id: 'totals', heading: 'All days beside the week before' },
    'The comparison is over the days that have a report of a week before. pp: percentage points.',
    table(
      ['', 'all days', 'compared', 'a week before', 'change'],
      trends.map(({ title, unit, all, total, paired }) => [
        `${title}, ${KINDS[total]}`,
        measured({ unit }, all),
        measured({ unit }, paired.now),
        measured({ unit }, paired.before),
        moved({ unit }, paired.now, paired.before),
      ]),
    ),
  );

const championSection = ({ champions }: Range): Html =>
  part(
    { id: 'champions', heading: 'Which models came' },
    champions.length === 0 ? 'The champion stayed the same.' : 'Changes of the champion.',
    champions.length === 0
      ? null
      : table(
          ['day (UTC)', 'what', 'to'],
          champions.map(({ day, action, to }) => [day, action, to]),
        ),
  );

const daySection = ({ days }: Range): Html =>
  part(
    { id: 'days', heading: 'The days' },
    'Each has a report of its own.',
    table(
      ['day (UTC)', 'revision', 'books', 'compared with', 'to do'],
      days.map(({ day, revision, complete, weekBefore, toDo }) => [
        day,
        String(revision),
        complete ? 'closed' : 'open',
        weekBefore?.day ?? 'nothing',
        toDo === 0 ? 'nothing' : counted(toDo, 'thing'),
      ]),
    ),
  );
