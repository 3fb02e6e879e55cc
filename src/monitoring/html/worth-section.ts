import {
  figure,
  figureOf,
  html,
  intervalChart,
  number,
  part,
  percent,
  table,
  type Html,
} from '../../pages/index.ts';
import { signed } from '../worth-words.ts';
import type { Uplift, Worth } from '../worth-schema.ts';

/** What personal lists were worth, from the users whose lists are not personal. */
export function worthSection(worth: Worth): Html {
  const about = { id: 'worth', heading: 'What personal lists were worth' };
  const { day, range, notPersonalRate, experiment } = worth;
  if (experiment === null || (day === null && range === null))
    return part(
      about,
      'No user gets lists that are not personal (holdout), so nobody can say what would have been watched anyway.',
    );
  const windows = [
    ...(range === null || (range.days === 1 && day !== null)
      ? []
      : [{ name: `last ${daysWords(range.days)}`, uplift: range }]),
    ...(day === null ? [] : [{ name: 'this day', uplift: day }]),
  ];
  return part(
    about,
    `${notPersonalRate === null ? 'Some' : percent(notPersonalRate)} of the users, drawn at random, get lists that are not personal (${experiment}). Minutes of film that they do not watch and the others do are what personal lists were worth.`,
    ...windows.map(({ name, uplift }) => sentence(name, uplift)),
    chartOf(windows),
    notes(windows),
    html`<details>
      <summary>How this is counted</summary>
      <ul>
        ${worth.rules.map((rule) => html`<li>${rule}</li>`)}
      </ul>
    </details>`,
  );
}

interface Window {
  readonly name: string;
  readonly uplift: Uplift;
}

const daysWords = (days: number): string => (days === 1 ? 'day' : `${days} days`);

function sentence(name: string, { minutesPerUserDay: worth }: Uplift): Html | null {
  if (worth === null) return null;
  const sure =
    worth.low > 0
      ? 'That is more than chance.'
      : worth.high < 0
        ? 'Personal lists did harm, by more than chance.'
        : 'That may be chance.';
  return html`<p>
    <b>${signed(worth.mean)} minutes</b> a user and day in the ${name.replace('this ', '')} (95 %:
    ${signed(worth.low)} to ${signed(worth.high)}). ${sure}
  </p>`;
}

/** The uplifts on one scale, with 0 for "worth nothing". */
function chartOf(windows: readonly Window[]): Html {
  const rows = windows.flatMap(({ name, uplift: { minutesPerUserDay: worth } }) =>
    worth === null ? [] : [{ name, value: worth.mean, low: worth.low, high: worth.high }],
  );
  if (rows.length === 0) return figuresOf(windows);
  return figureOf(
    intervalChart(rows, {
      title: 'Uplift by personal lists, with 95 % intervals',
      unit: 'more minutes a user and day',
      reference: { value: 0, name: 'worth nothing' },
    }),
    [],
    figuresOf(windows),
  );
}

const figuresOf = (windows: readonly Window[]): Html =>
  table(
    ['', ...windows.map(({ name }) => name)],
    [
      [
        'more minutes a user and day (95 %)',
        ...windows.map(({ uplift: { minutesPerUserDay: worth } }) =>
          worth === null
            ? '–'
            : `${signed(worth.mean)} min (${signed(worth.low)} to ${signed(worth.high)})`,
        ),
      ],
      ['users with personal lists', ...windows.map(({ uplift }) => number(uplift.personal.users))],
      [
        'their minutes a day',
        ...windows.map(({ uplift }) => mean(uplift.personal.minutesPerUserDay)),
      ],
      ['users without', ...windows.map(({ uplift }) => number(uplift.notPersonal.users))],
      [
        'their minutes a day',
        ...windows.map(({ uplift }) => mean(uplift.notPersonal.minutesPerUserDay)),
      ],
      [
        'of the credited minutes, watched anyway',
        ...windows.map(({ uplift: { anyway } }) =>
          anyway.share === null ? '–' : anywayWords(anyway.share),
        ),
      ],
      ['users left out', ...windows.map(({ uplift }) => number(uplift.leftOut))],
    ],
  );

function notes(windows: readonly Window[]): Html | null {
  const said = [...new Set(windows.flatMap(({ uplift }) => uplift.note ?? []))];
  return said.length === 0 ? null : html`${said.map((note) => html`<p class="soft">${note}</p>`)}`;
}

const mean = (of: { readonly mean: number } | null): string =>
  of === null ? '–' : `${figure(of.mean)} min`;

/** A share that chance can put below 0 or above 1. */
const anywayWords = ({ mean, low, high }: { mean: number; low: number; high: number }): string =>
  `${figure(mean * 100)} % (${figure(low * 100)} to ${figure(high * 100)})`;
