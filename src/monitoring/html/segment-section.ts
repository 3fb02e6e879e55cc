import {
  barChart,
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
import type { Dimension, SegmentMeasures, Segments } from '../segments-schema.ts';

const TITLES: Readonly<Record<Dimension, string>> = {
  all: 'Everybody',
  'model-version': 'By model',
  variant: 'By arm of the experiment',
  tier: 'By tier of the list',
  tenure: 'New and returning users',
  'age-band': 'By age',
  gender: 'By gender',
  popularity: 'Well-known movies (head) and others (tail)',
};

/** What the lists led to, by who made them and who got them. */
export function segmentSection({ groups, newTitles, rules }: Segments): Html {
  // A single group tells nothing that everybody's figures do not.
  const dimensions = [...Map.groupBy(groups, ({ dimension }) => dimension)]
    .filter(([, members]) => members.length > 1)
    .map(([dimension]) => dimension);
  return part(
    { id: 'segments', heading: 'What lists led to, by model and by users' },
    'Watches that followed a list within 24 hours are credited to it. Credit is not worth: some of them would have been found anyway.',
    positionFigure(groups),
    ...dimensions.map((dimension) =>
      dimensionFigure(dimension, [
        ...groups.filter((group) => group.dimension === dimension),
        ...groups.filter((group) => group.dimension === 'all'),
      ]),
    ),
    newTitleTable(newTitles),
    html`<details>
      <summary>How this is counted</summary>
      <ul>
        ${rules.map((rule) => html`<li>${rule}</li>`)}
      </ul>
    </details>`,
  );
}

const nameOf = ({ dimension, group }: SegmentMeasures): string =>
  dimension === 'all' ? 'everybody' : group;

function dimensionFigure(dimension: Dimension, groups: readonly SegmentMeasures[]): Html {
  const rows = groups.flatMap((group) => {
    const { minutesPerUserDay: minutes } = group;
    return minutes === null
      ? []
      : [{ name: nameOf(group), value: minutes.mean, low: minutes.low, high: minutes.high }];
  });
  const heading = TITLES[dimension];
  return html`<h4>${heading}</h4>
    ${
      rows.length === 0
        ? groupTable(groups)
        : figureOf(
            intervalChart(rows, {
              title: `Credited minutes a user and day: ${heading}`,
              unit: 'credited minutes a user and day, 95 % interval',
            }),
            [],
            groupTable(groups),
          )
    }`;
}

const groupTable = (groups: readonly SegmentMeasures[]): Html =>
  table(
    [
      '',
      'users',
      'lists',
      'lists with a hit',
      'watches per 100 shown',
      'minutes a user and day',
      'completion',
      'mean rating',
      'personal lists',
      'catalogue shown',
      'novelty',
    ],
    groups.map((group) => [
      nameOf(group),
      number(group.users),
      number(group.answers),
      share(group.hitRate?.mean ?? null),
      group.watchThrough === null ? '–' : figure(group.watchThrough.mean * 100),
      group.minutesPerUserDay === null ? '–' : `${figure(group.minutesPerUserDay.mean)} min`,
      share(group.completion.recommended?.mean ?? null),
      group.meanRating === null ? '–' : `${figure(group.meanRating.mean)} points`,
      share(group.personalisedRate),
      share(group.catalogueRate),
      group.noveltyBits === null ? '–' : `${figure(group.noveltyBits.mean)} bits`,
    ]),
  );

const share = (value: number | null): string => (value === null ? '–' : percent(value));

/** Credited watches by place, over all lists. */
function positionFigure(groups: readonly SegmentMeasures[]): Html | null {
  const all = groups.find(({ dimension }) => dimension === 'all');
  const places = (all?.byPosition ?? []).filter(({ exposures }) => exposures > 0);
  if (places.length === 0) return null;
  const rate = ({ exposures, watches }: (typeof places)[number]): number =>
    (100 * watches) / exposures;
  const chart = barChart(
    places.slice(0, SHOWN_PLACES).map((place) => ({
      label: place.position % 5 === 0 || place.position === 1 ? String(place.position) : '',
      title: `place ${place.position}: ${figure(rate(place))} watches per 100 shown`,
      parts: [{ value: rate(place), colour: 'good' }],
    })),
    {
      title: 'Credited watches per 100 shown, by place in the list',
      unit: 'watches per 100 shown',
      xLabel: 'place in the list, 1 = top',
      height: 180,
    },
  );
  return html`<h4>By place in the list</h4>
    ${figureOf(
      chart,
      [],
      table(
        ['place', 'shown', 'watches', 'watches per 100 shown'],
        places.map((place) => [
          String(place.position),
          number(place.exposures),
          number(place.watches),
          figure(rate(place)),
        ]),
      ),
    )}`;
}

/** Longer lists are drawn so far; the table has them whole. */
const SHOWN_PLACES = 30;

function newTitleTable({ titles, count, reached, note }: Segments['newTitles']): Html | null {
  if (titles.length === 0) return note === null ? null : html`<p class="soft">${note}</p>`;
  const told =
    count === null || reached === null
      ? ''
      : `${number(count)} movies were shown for the first time in the last 7 days; ${number(reached)} of them 1,000 times by now.`;
  return html`<h4>New titles</h4>
    <p class="soft">${told}</p>
    ${table(
      ['', 'first shown (UTC)', 'shown', 'hours to 1,000'],
      titles.map(({ itemId, title, firstShownAt, exposures, hoursTo1000 }) => [
        title ?? html`<code>${itemId}</code>`,
        firstShownAt.slice(0, 16).replace('T', ' '),
        `${number(exposures)} times`,
        hoursTo1000 === null ? 'not yet' : `${figure(hoursTo1000)} h`,
      ]),
    )}`;
}
