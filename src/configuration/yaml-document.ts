import { LineCounter, parseDocument, type Document } from 'yaml';

/** Where a field stands: keys of maps and places of lists, from the outside in. */
export type FieldPath = readonly PropertyKey[];

/** A YAML text as plain values, with the place of everything in it. */
export interface YamlDocument {
  /** `{}` for a text that holds nothing. */
  readonly value: unknown;
  /** The value of a field; `undefined` where there is none. */
  valueAt(path: FieldPath): unknown;
  /** 1-based line of a field, or of the nearest thing around it that the text has. */
  lineOf(path: FieldPath): number;
}

/** What reading a text gives: the document, or the line and the reason why it is no YAML. */
export type ReadYaml =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly line: number; readonly found: string };

/** Reads a YAML text. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    return { ok: false, line: lines.linePos(broken.pos[0]).line, found: broken.message };
  return {
    ok: true,
    document: {
      value: document.toJS() ?? {},
      valueAt: (path) => plain(document.getIn(path)),
      lineOf: (path) => lineOf(path, document, lines),
    },
  };
}

/** Maps and lists come as nodes of the document; they say themselves what they hold. */
const plain = (value: unknown): unknown =>
  (value as { toJSON?: () => unknown } | null | undefined)?.toJSON?.() ?? value;

function lineOf(path: FieldPath, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const place = placeOf(length === 1 ? document.contents : parent, path[length - 1]!);
    if (place !== null) return lines.linePos(place).line;
  }
  return 1;
}

interface Placed {
  readonly range?: readonly number[];
}

/** Place in the text where the key of a pair, or an entry of a list, begins. */
function placeOf(parent: unknown, key: PropertyKey): number | null {
  const items = (parent as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return null;
  if (typeof key === 'number') return (items[key] as Placed | undefined)?.range?.[0] ?? null;
  for (const pair of items as { key?: Placed & { value?: unknown } }[])
    if (pair.key?.value === key) return pair.key.range?.[0] ?? null;
  return null;
}
