import type { Status } from './status-types.ts';
import { h, type Child } from './dom.ts';

const QUESTIONS = ['What happened', 'Was it right', 'Did it help'];
const SHOWN_DAYS = 14;

/** The latest report in its three sentences, and the way to the others. */
export function reportPanel({
  report,
  reportDays,
  home,
}: Pick<Status, 'report' | 'reportDays' | 'home'>): readonly Child[] {
  if (report === null)
    return [
      h('p', { class: 'soft' }, 'No day was reported yet. Once a day of the log has been read:'),
      h('p', {}, h('code', {}, `npx showrunner report --day YYYY-MM-DD --home ${home}`)),
    ];
  return [
    h(
      'dl',
      { class: 'headline' },
      ...report.headline.flatMap((sentence, k) => [
        h('dt', {}, QUESTIONS[k] ?? ''),
        h('dd', {}, sentence),
      ]),
    ),
    h(
      'p',
      { class: 'days' },
      h('a', { href: `/reports/${report.day}` }, `The whole report of ${report.day}`),
      h(
        'span',
        { class: 'soft' },
        report.isComplete ? ' its books are closed' : ' still provisional',
      ),
    ),
    reportDays.length < 2
      ? null
      : h(
          'p',
          { class: 'days' },
          h('span', { class: 'soft' }, 'Earlier days'),
          ...reportDays
            .filter((day) => day !== report.day)
            .slice(0, SHOWN_DAYS)
            .map((day) => h('a', { href: `/reports/${day}` }, day)),
        ),
  ];
}
