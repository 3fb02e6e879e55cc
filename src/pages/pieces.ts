import { html, type Html } from './html.ts';

/** A figure that must be seen at once, with what it means below. */
export const tile = (value: string, meaning: string): Html =>
  html`<div class="tile"><b>${value}</b><span>${meaning}</span></div>`;

/** A table; the first column is text, the others are numbers. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): Html =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** A part of the report: a heading, a sentence that says how to read it, and the rest. */
export const section = (
  heading: string,
  sentence: string,
  ...content: readonly (Html | null)[]
): Html =>
  html`<section>
    <h2>${heading}</h2>
    <p class="soft">${sentence}</p>
    ${content}
  </section>`;

/** A part of a page under a question, where links can lead to. */
export const part = (
  { id, heading }: { readonly id: string; readonly heading: string },
  sentence: string,
  ...content: readonly (Html | null)[]
): Html =>
  html`<section id="${id}">
    <h3>${heading}</h3>
    <p class="soft">${sentence}</p>
    ${content}
  </section>`;

/** A chart with the meaning of its colours and, folded away, its figures as a table. */
export const figureOf = (
  chart: Html,
  keys: readonly { readonly colour: string; readonly means: string }[],
  figures: Html | null = null,
): Html =>
  html`<figure>
    ${chart}
    <figcaption>
      ${keys.map(({ colour, means }) => html`<span class="means"><span class="key ${colour}"></span>${means}</span> `)}
    </figcaption>
    ${
      figures === null
        ? null
        : html`<details>
            <summary>The figures of this chart</summary>
            ${figures}
          </details>`
    }
  </figure>`;
