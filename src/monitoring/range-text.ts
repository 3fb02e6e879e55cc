import type { Range } from './range.ts';

/** At most so many findings are spelled out. */
const MOST = 5;

/** The report of several days for a chat. Lines end in `\n`. */
export function rangeText({ from, to, week, headline, findings, revision, days }: Range): string {
  const urgent = findings.filter(({ severity }) => severity !== 'note');
  const provisional = days.some(({ complete }) => !complete);
  return [
    `Showrunner, ${week === null ? '' : `week ${week}, `}${from} to ${to}${revision > 1 ? `, revision ${revision}` : ''}${provisional ? ', provisional' : ''}`,
    ...['Up', 'Right', 'Helped'].map((word, k) => `${word}: ${headline[k] ?? ''}`),
    ...(urgent.length === 0 ? ['To do: nothing.'] : ['To do:']),
    ...urgent
      .slice(0, MOST)
      .map(({ lastMessage, days }, k) => `${k + 1}. ${days.join(', ')}: ${lastMessage}`),
    ...(urgent.length > MOST ? [`… and ${urgent.length - MOST} more in range.html.`] : []),
    '',
  ].join('\n');
}
