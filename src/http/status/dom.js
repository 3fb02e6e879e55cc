const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Texts become text nodes, so nothing that comes from outside is ever read as
 * markup.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null>} attributes `null` and `false` are left out
 * @param {...(Node | string | null)} children
 */
export const h = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

/** As `h`, for the elements of a drawing. */
export const s = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, String(value));
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** Sets a text where it differs, so that what is selected or read aloud stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Draws a part of the page anew only when what it shows has changed.
 *
 * @param {string} id
 * @param {(facts: unknown) => (Node | null)[]} draw
 */
export function part(id, draw) {
  const place = document.getElementById(id);
  let shown;
  return (facts) => {
    const text = JSON.stringify(facts);
    if (text === shown) return;
    shown = text;
    place.replaceChildren(...draw(facts).filter((node) => node !== null));
  };
}

/** Facts as rows: what, and how much. Rows whose value is `null` are left out. */
export const facts = (rows) =>
  h(
    'dl',
    { class: 'facts' },
    ...rows
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );

/** A time of the machine's clock, told as how long ago it was; `tickAgo` keeps it true. */
export const ago = (instant) =>
  h('time', {
    datetime: instant,
    'data-ago': true,
    title: `${instant.slice(0, 19).replace('T', ' ')} UTC`,
  });

/** What stands where there is nothing yet, and the command that brings it about. */
export const empty = (words, command) => [
  h('p', { class: 'soft' }, words),
  command === undefined ? null : h('p', {}, h('code', {}, command)),
];
