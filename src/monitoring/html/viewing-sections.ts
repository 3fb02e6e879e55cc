import type { Report } from '../report.ts';
import {
  barChart,
  counted,
  figure,
  figureOf,
  html,
  number,
  part,
  percent,
  table,
  type Html,
} from '../../pages/index.ts';

/** Minutes by hour, recommended and found. */
export function viewingSection({ viewing, hours }: Report): Html {
  const { recommended, found } = viewing;
  const chart = barChart(
    hours.map(({ hour, minutes, recommendedMinutes }) => ({
      label: hour % 6 === 0 ? `${hour} h` : '',
      title: `${hour} h: ${counted(recommendedMinutes, 'minute')} recommended, ${counted(minutes - recommendedMinutes, 'minute')} found`,
      parts: [
        { value: recommendedMinutes, colour: 'extra' },
        { value: minutes - recommendedMinutes, colour: 'rest' },
      ],
    })),
    {
      title: 'Minutes watched by hour of the day',
      unit: 'minutes watched per hour',
      xLabel: 'hour of the day (UTC)',
    },
  );
  const seen = (completion: number | null): string =>
    completion === null ? 'not known' : percent(completion);
  return part(
    { id: 'viewing', heading: 'What was watched' },
    `${counted(viewing.viewers, 'viewer')} began ${counted(viewing.watches, 'watch', 'watches')} and saw ${counted(viewing.minutes, 'minute')} of film.`,
    figureOf(
      chart,
      [
        { colour: 'extra', means: 'recommended in the 24 hours before' },
        { colour: 'rest', means: 'found without' },
      ],
      table(
        ['hour (UTC)', 'recommended', 'found'],
        hours.map(({ hour, minutes, recommendedMinutes }) => [
          `${hour}:00`,
          `${number(recommendedMinutes)} min`,
          `${number(minutes - recommendedMinutes)} min`,
        ]),
      ),
    ),
    table(
      ['', 'recommended', 'found'],
      [
        ['watches begun', number(recommended.watches), number(found.watches)],
        ['minutes watched', `${number(recommended.minutes)} min`, `${number(found.minutes)} min`],
        [
          'share of the film seen, on average',
          seen(recommended.completion),
          seen(found.completion),
        ],
      ],
    ),
  );
}

const CREDIT = { id: 'credit', heading: 'What the lists led to' };

/** What the lists of the day led to, altogether and by model. */
export function attributionSection({ attribution, versions, data }: Report): Html {
  const { exposures, watches, minutes, minutesPerExposure: rate } = attribution;
  if (exposures === 0)
    return part(CREDIT, 'No list was shown on this day, so nothing can have followed.');
  return part(
    CREDIT,
    `${counted(exposures, 'movie')} were shown in lists (each place counts). They led to ${counted(watches, 'watch', 'watches')} and ${counted(minutes, 'minute')}${data.complete ? '' : ' so far'}${attribution.meanPosition === null ? '' : `, on average from place ${figure(attribution.meanPosition)} of the list`}.`,
    rate === null
      ? null
      : html`<p>
          100 movies shown led to <b>${per100(rate)}</b> minutes of watching; a range in brackets
          holds the true value in 95 of 100 cases.
        </p>`,
    versions.length === 0
      ? null
      : table(
          ['model and tier', 'lists', 'users', 'watches', 'minutes per 100 shown'],
          versions.map(({ modelVersion, tier, answers, users, watches, minutesPerExposure }) => [
            tier === null ? 'no receipt' : `${modelVersion ?? 'no model'}, ${tier}`,
            number(answers),
            number(users),
            number(watches),
            minutesPerExposure === null ? '–' : per100(minutesPerExposure),
          ]),
        ),
  );
}

const TIER_WORDS: Readonly<Record<string, string>> = {
  personal: 'personal, as trained',
  'folded-in': 'personal, with what was watched since',
  'segment-popularity': 'popular with the like of the viewer',
  popularity: 'popular with everybody',
  constant: 'the same list for everybody',
};

/** Who made the lists, and whether the stream and our receipts agree. */
export function receiptSection({ personalised, answered }: Report): Html {
  const about = { id: 'receipts', heading: 'Lists and their receipts' };
  const { share, byTier, withoutReceipt, receiptsNotShown } = personalised;
  if (share === null || byTier === null) return part(about, personalised.note);
  return part(
    about,
    `${percent(share)} of the ${counted(answered, 'list')} were made for the very viewer. A receipt is our own note of a list that we made.`,
    table(
      ['how the list was made', 'lists', 'share'],
      [
        ...Object.entries(byTier).map(([tier, lists]) => [
          TIER_WORDS[tier] ?? tier,
          number(lists),
          percent(lists / answered),
        ]),
        [
          'not known: in the stream, but no receipt',
          number(withoutReceipt ?? 0),
          percent((withoutReceipt ?? 0) / answered),
        ],
      ],
    ),
    html`<p class="soft">
      ${counted(receiptsNotShown ?? 0, 'receipt')} of the day that no answer in the stream shows.
    </p>`,
  );
}

/** A rate per 100 exposures with its range, where there is one. */
const per100 = ({ mean, low, high }: { mean: number; low: number; high: number }): string =>
  low === high
    ? figure(mean * 100)
    : `${figure(mean * 100)} (${figure(low * 100)} to ${figure(high * 100)})`;

/** How widely the lists ranged. */
export function shownSection({ shown }: Report): Html | null {
  if (shown.exposures === 0) return null;
  const coverage =
    shown.catalogueShare === null
      ? 'How many movies there are is not known: there is no catalogue'
      : `That is ${percent(shown.catalogueShare)} of the ${number(shown.catalogueItems ?? 0)} movies in the catalogue`;
  return part(
    { id: 'shown', heading: 'What was shown' },
    `${counted(shown.items, 'different movie')} in ${counted(shown.exposures, 'place')}. ${coverage}.`,
    table(
      ['shown most', 'places', 'share'],
      shown.top.map(({ itemId, title, exposures, share }) => [
        title ?? html`<code>${itemId}</code>`,
        number(exposures),
        percent(share),
      ]),
    ),
  );
}
