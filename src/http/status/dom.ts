const SVG = 'http://www.w3.org/2000/svg';

/** What an element holds; `null` is left out. */
export type Child = Node | string | null;

/** `null` and `false` are left out. */
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** An element that the page always has. */
export const byId = (id: string): HTMLElement => document.getElementById(id)!;

/**
 * Makes an element. Texts become text nodes, so nothing that comes from outside is ever read as
 * markup.
 */
export const h = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] => fill(document.createElement(tag), attributes, children);

/** As `h`, for the elements of a drawing. */
export const s = <T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[T] => fill(document.createElementNS(SVG, tag), attributes, children);

function fill<E extends Element>(
  element: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== false) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets a text where it differs, so that what is selected or read aloud stays. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Draws a part of the page anew only when what it shows has changed. */
export function part<F>(id: string, draw: (facts: F) => readonly Child[]): (facts: F) => void {
  const place = byId(id);
  let shown: string | undefined;
  return (facts) => {
    const text = JSON.stringify(facts);
    if (text === shown) return;
    shown = text;
    place.replaceChildren(...draw(facts).filter((node) => node !== null));
  };
}

/** Facts as rows: what, and how much. Rows whose value is `null` are left out. */
export const facts = (rows: readonly (readonly [name: string, value: Child])[]): HTMLElement =>
  h(
    'dl',
    { class: 'facts' },
    ...rows
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );

/** A time of the machine's clock, told as how long ago it was; `tickAgo` keeps it true. */
export const ago = (instant: string): HTMLElement =>
  h('time', {
    datetime: instant,
    'data-ago': true,
    title: `${instant.slice(0, 19).replace('T', ' ')} UTC`,
  });

/** What stands where there is nothing yet, and the command that brings it about. */
export const empty = (words: string, command: string): readonly Child[] => [
  h('p', { class: 'soft' }, words),
  h('p', {}, h('code', {}, command)),
];
