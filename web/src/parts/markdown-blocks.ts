/** A piece of a text in Markdown; `T` is what its lines have become. */
export type Block<T = string> =
  | { readonly kind: 'heading'; readonly text: T }
  | { readonly kind: 'paragraph'; readonly text: T }
  | { readonly kind: 'list'; readonly items: readonly T[] }
  | { readonly kind: 'steps'; readonly items: readonly T[] }
  | {
      readonly kind: 'table';
      readonly head: readonly T[] | null;
      readonly rows: readonly T[][];
    }
  | { readonly kind: 'code'; readonly text: string };

/**
 * The blocks of the plain Markdown that model cards and runbooks are written in: headings,
 * paragraphs, lists, numbered steps, tables and fenced code. The text stays text, whatever it holds.
 */
export function markdownBlocks(markdown: string): readonly Block[];
/** @param inline what a line becomes; without it marks of emphasis, code and links are taken off */
export function markdownBlocks<T>(
  markdown: string,
  inline: (line: string) => T,
): readonly Block<T>[];
export function markdownBlocks(
  markdown: string,
  inline: (line: string) => unknown = plain,
): readonly Block<unknown>[] {
  // Every other piece stands between fences.
  return markdown
    .split(/^```.*$/m)
    .flatMap((piece, k) =>
      k % 2 === 1 ? [{ kind: 'code', text: piece.trim() } as const] : textBlocks(piece, inline),
    );
}

const textBlocks = <T>(markdown: string, inline: (line: string) => T): readonly Block<T>[] =>
  markdown
    .split(/\n(?:\s*\n)+/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .flatMap((text) => blockOf(text, inline));

function blockOf<T>(text: string, inline: (line: string) => T): readonly Block<T>[] {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines[0]!.startsWith('#')) {
    const rest = lines.slice(1).join('\n').trim();
    const heading = { kind: 'heading', text: inline(lines[0]!.replace(/^#+\s*/, '')) } as const;
    return rest === '' ? [heading] : [heading, ...blockOf(rest, inline)];
  }
  if (lines.every((line) => line.startsWith('|'))) return [tableOf(lines, inline)];
  for (const [kind, mark] of MARKS)
    if (mark.test(lines[0]!))
      return [{ kind, items: itemsOf(lines, mark).map((item) => inline(item)) }];
  return [{ kind: 'paragraph', text: inline(lines.join(' ')) }];
}

/** A table; its head is `null` where nothing stands in it. */
function tableOf<T>([first, , ...rest]: readonly string[], inline: (line: string) => T): Block<T> {
  const head = cells(first!);
  return {
    kind: 'table',
    head: head.every((cell) => cell === '') ? null : head.map(inline),
    rows: rest.map((line) => cells(line).map(inline)),
  };
}

const MARKS = [
  ['list', /^[-*] /],
  ['steps', /^\d+\. /],
] as const;

/** Lines that begin with a mark begin an item; the others go on with it. */
function itemsOf(lines: readonly string[], mark: RegExp): string[] {
  const items: string[] = [];
  for (const line of lines)
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else items.push(`${items.pop() ?? ''} ${line}`);
  return items;
}

const cells = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const plain = (text: string): string =>
  text.replaceAll(/[`*]+/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
