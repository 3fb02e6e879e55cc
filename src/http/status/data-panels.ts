import type { Status } from './status-types.ts';
import { ago, empty, facts, h, type Child } from './dom.ts';
import { bytes, count, counted, duration, eventTime, percent, shortId, spaced } from './words.ts';

/** How far the sources were read, and where the lines went. */
export function streamPanel({
  stream,
  ledger,
  segments,
  home,
}: Pick<Status, 'stream' | 'ledger' | 'segments' | 'home'>): readonly Child[] {
  if (stream.linesRead === 0)
    return empty(
      'Nothing was read yet. Begin with a log of the service:',
      `npx showrunner ingest --from file:PATH --follow --home ${home}`,
    );
  const all: readonly (readonly [string, number])[] = [
    ...(Object.keys(KINDS) as Kind[]).map((kind) => [KINDS[kind], ledger.accepted[kind]] as const),
    ['repaired', ledger.repaired],
    ['duplicate', ledger.duplicate],
    ...Object.entries(ledger.quarantined).map(
      ([reason, n]) => [`set aside: ${spaced(reason)}`, n] as const,
    ),
    ['waiting for the catalogue', ledger.pending],
  ];
  const rows = all.filter(([, n]) => n > 0);
  return [
    facts([
      ['Reading', stream.isReading ? 'goes on' : 'nobody reads at the moment'],
      ...stream.sources.map((source) => ['Source', sourceWords(source)] as const),
      [
        'Lake',
        `${counted(segments.count, 'segment')} (${count(segments.closed)} full), ${bytes(segments.sizeBytes)}`,
      ],
    ]),
    h(
      'table',
      {},
      h('caption', {}, `Where ${counted(ledger.read, 'line')} went`),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'what'),
          h('th', { scope: 'col' }, 'lines'),
          h('th', { scope: 'col' }, 'share'),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map(([name, n]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, name),
            h('td', {}, count(n)),
            h('td', {}, percent(n / ledger.read, 2)),
          ),
        ),
      ),
    ),
  ];
}

const sourceWords = ({
  name,
  behindSeconds,
  end,
}: Status['stream']['sources'][number]): HTMLElement =>
  h(
    'span',
    {},
    h('code', {}, name),
    end === null
      ? ', whose end is not known'
      : `, ${bytes(end.sizeBytes)}, ${behindSeconds === null || behindSeconds < 1 ? 'read to the end' : `${duration(behindSeconds)} of event time unread`}`,
  );

type Kind = keyof Status['ledger']['accepted'];

const KINDS: Readonly<Record<Kind, string>> = {
  watch: 'minutes watched',
  rating: 'ratings',
  recommendation: 'lists asked for',
  account: 'accounts opened',
};

/** The latest dataset and the catalogue. */
export function dataPanel({
  datasets: { latest, count: all },
  catalogue,
  home,
}: Pick<Status, 'datasets' | 'catalogue' | 'home'>): readonly Child[] {
  return [
    latest === null
      ? h(
          'p',
          { class: 'soft' },
          'No dataset was built yet; ',
          h('code', {}, `npx showrunner run --home ${home}`),
          ' builds one and trains on it.',
        )
      : facts([
          [
            'Dataset',
            h('span', {}, h('code', {}, shortId(latest.id)), ', built ', ago(latest.builtAt)),
          ],
          ['Knows events up to', eventTime(latest.asOf)],
          [
            'Likes',
            `${count(latest.likes)} of ${counted(latest.users, 'user')} and ${counted(latest.items, 'movie')}`,
          ],
          [
            'From',
            `${counted(latest.watches, 'sitting')} and ${counted(latest.ratings, 'rating')}`,
          ],
          ['Datasets kept', count(all)],
        ]),
    catalogue === null
      ? h('p', { class: 'soft' }, 'There is no catalogue: lists show ids, and ids are not checked.')
      : facts([
          [
            'Catalogue',
            h(
              'span',
              {},
              h('code', {}, shortId(catalogue.id)),
              ', in force since ',
              ago(catalogue.inForceSince),
            ),
          ],
          [
            'Holds',
            `${counted(catalogue.items, 'movie')} and ${counted(catalogue.users, 'user')}${catalogue.complete ? ', complete' : ''}`,
          ],
        ]),
  ];
}
