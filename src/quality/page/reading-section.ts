import { html, type Html } from '../../pages/index.ts';
import type { Quality } from '../contract/index.ts';

/** How to read the page, and what can be done. */
export const readingSection = ({ scope, counts }: Quality): Html =>
  html`<section>
    <h2>How to read this</h2>
    <ul>
      <li>
        A service writes a line for everything that its viewers do. Showrunner reads the lines,
        checks each one, and makes events of those that can be used. Models learn from the events,
        and from what the catalogue says of users and movies.
      </li>
      <li>
        <b>pass</b>: as stated. <b>note</b>: worth knowing. <b>warn</b>: more than everyday noise.
        <b>block</b>: no model is trained on these data until it is mended; lists are served as
        before.
        ${counts.skipped === 0 ? null : html`<b>not done</b>: it could not be measured, for the reason given.`}
      </li>
      <li>${volumeWords(scope.judgedDay)}</li>
      <li>
        What is stated can be changed: put an <code>events.yaml</code>, <code>users.yaml</code> or
        <code>movies.yaml</code> into the folder <code>contracts</code> of the home. Check again
        with <code>npx showrunner check</code>; the next training holds the data against them too.
      </li>
    </ul>
  </section>`;

const volumeWords = (day: string | null): string =>
  day === null
    ? 'How many lines came is compared with the days before once a day (UTC) is over.'
    : `How many lines came is judged for ${day} (UTC), against the days before.`;
