/** A stretch of a line in Markdown. */
export type Span =
  | { readonly kind: 'text' | 'code' | 'strong' | 'stressed'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

const SPAN = /`([^`]+)`|\*\*([^*]+)\*\*|_([^_]+)_|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The stretches of a line: code, emphasis, links, and the text between them. */
export function markdownSpans(line: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const found of line.matchAll(SPAN)) {
    if (found.index > from) spans.push({ kind: 'text', text: line.slice(from, found.index) });
    spans.push(spanOf(found));
    from = found.index + found[0].length;
  }
  if (from < line.length) spans.push({ kind: 'text', text: line.slice(from) });
  return spans;
}

function spanOf([, code, strong, stressed, text, to]: RegExpMatchArray): Span {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (stressed !== undefined) return { kind: 'stressed', text: stressed };
  return { kind: 'link', text: text!, to: to! };
}
