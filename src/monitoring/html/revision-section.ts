import { counted, html, part, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';

/**
 * What the last issue of a report, of a day or of several, changed; nothing in the first.
 *
 * @param file where the figures stand under their names
 */
export const revisionSection = (
  { changes, revision }: Pick<Report, 'changes' | 'revision'>,
  file: string,
): Html | null =>
  changes.length === 0
    ? null
    : part(
        { id: 'revision', heading: `What revision ${revision} changed` },
        `${changes.length > 30 ? 'Many figures' : counted(changes.length, 'figure')} read differently than in revision ${revision - 1}: lines came late, or people watched since what lists had shown.`,
        html`<details>
          <summary>The figures by their names in ${file}</summary>
          <ul>
            ${changes.map((change) => html`<li><code>${change}</code></li>`)}
          </ul>
        </details>`,
      );
