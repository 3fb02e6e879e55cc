import { html, number, percent, tile, wholePage, type Html } from '../../pages/index.ts';
import { accountedFor } from '../../domain/ledger.ts';
import type { Quality } from '../contract/index.ts';
import { checkSections } from './check-sections.ts';
import { findingSection } from './finding-section.ts';
import { lineSections } from './line-sections.ts';
import { QUALITY_STYLE } from './quality-style.ts';
import { readingSection } from './reading-section.ts';

/** What a check found as one page that needs nothing else: no script, no font, no picture. */
export const qualityPage = (quality: Quality): string =>
  wholePage(
    { title: 'Data quality', style: QUALITY_STYLE },
    html`<h1>Data quality</h1>
      <p class="soft">${subject(quality)}</p>
      ${verdict(quality)} ${tiles(quality)} ${findingSection(quality)} ${lineSections(quality)}
      ${checkSections(quality)} ${readingSection(quality)}`,
  );

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

function subject({ scope, checkedAt }: Quality): string {
  const { day, from, to } = scope;
  const what =
    from === null || to === null
      ? 'There is no event yet.'
      : day === null
        ? `Everything recorded so far: events from ${minute(from)} to ${minute(to)}.`
        : `The events of ${day} (UTC).`;
  return `${what} Checked ${minute(checkedAt)}.`;
}

function verdict({ verdict, counts }: Quality): Html {
  const measured = counts.pass + counts.note + counts.warn + counts.block;
  const passed = `${counts.pass} of ${measured} checks passed`;
  const [heading, sentence] = {
    block: [
      'Training is stopped.',
      `${plural(counts.block, 'check')} found data that no model may learn from; ${passed}. Lists are served as before, from the model that is there.`,
    ],
    warn: [
      'Usable, with something to look at.',
      `${plural(counts.warn, 'check')} found more than everyday noise; ${passed}. Models may train on these data.`,
    ],
    note: ['The data are as they should be.', `${passed}; the rest is only worth knowing.`],
    pass: ['The data are as they should be.', `${passed}.`],
  }[verdict];
  return html`<section class="verdict ${verdict}"><b>${heading!}</b>${sentence!}</section>`;
}

const plural = (value: number, noun: string): string =>
  `${number(value)} ${noun}${value === 1 ? '' : 's'}`;

function tiles({ ledger }: Quality): Html {
  const lost = Object.values(ledger.quarantined).reduce((sum, n) => sum + n, 0);
  const used = accountedFor(ledger) - lost - ledger.pending - ledger.duplicate;
  const share = (part: number): string => (ledger.read === 0 ? '–' : percent(part / ledger.read));
  return html`<div class="tiles">
    ${[
      tile(number(ledger.read), 'lines of the log were read'),
      tile(share(used), 'of them are used'),
      tile(number(ledger.repaired), 'came damaged and were repaired'),
      tile(number(lost), 'cannot be used'),
      tile(number(ledger.duplicate), 'came again and are used once'),
      tile(number(ledger.pending), 'wait for the catalogue'),
    ]}
  </div>`;
}
