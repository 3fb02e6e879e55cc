/** A piece of a text in Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[] | null;
      readonly rows: readonly string[][];
    }
  | { readonly kind: 'code'; readonly text: string };

/**
 * The blocks of the plain Markdown that model cards are written in: headings, paragraphs, lists,
 * tables and fenced code. Marks of emphasis and code are taken off; the text stays text, whatever it holds.
 */
export function markdownBlocks(markdown: string): readonly Block[] {
  // Every other piece stands between fences.
  return markdown
    .split(/^```.*$/m)
    .flatMap((piece, k) =>
      k % 2 === 1 ? [{ kind: 'code', text: piece.trim() } as const] : textBlocks(piece),
    );
}

const textBlocks = (markdown: string): readonly Block[] =>
  markdown
    .split(/\n(?:\s*\n)+/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .flatMap(blockOf);

function blockOf(text: string): readonly Block[] {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines[0]!.startsWith('#')) {
    const rest = lines.slice(1).join('\n').trim();
    const heading = { kind: 'heading', text: plain(lines[0]!.replace(/^#+\s*/, '')) } as const;
    return rest === '' ? [heading] : [heading, ...blockOf(rest)];
  }
  if (lines.every((line) => line.startsWith('|'))) return [tableOf(lines)];
  if (/^[-*] /.test(lines[0]!))
    return [
      {
        kind: 'list',
        items: text.split(/\n[-*] /).map((item) => plain(item.replace(/^[-*] /, ''))),
      },
    ];
  return [{ kind: 'paragraph', text: plain(lines.join(' ')) }];
}

/** A table; its head is `null` where nothing stands in it. */
function tableOf([first, , ...rest]: readonly string[]): Block {
  const head = cells(first!);
  return {
    kind: 'table',
    head: head.every((cell) => cell === '') ? null : head,
    rows: rest.map(cells),
  };
}

const cells = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => plain(cell.trim()));

const plain = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/[`*]+/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
