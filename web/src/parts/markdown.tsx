import { Fragment, type ReactNode } from 'react';
import { markdownBlocks, type Block } from './markdown-blocks.ts';
import { markdownSpans, type Span } from './markdown-spans.ts';

type Spans = readonly Span[];

/** A text in Markdown, rendered plainly. @param link what a link becomes; its text otherwise */
export const Markdown = ({
  markdown,
  link,
}: {
  readonly markdown: string;
  readonly link?: (to: string, text: string) => ReactNode;
}) => {
  const line = (spans: Spans) => spans.map((span, k) => <Fragment key={k}>{of(span)}</Fragment>);
  const of = (span: Span): ReactNode => {
    switch (span.kind) {
      case 'code':
        return <code>{span.text}</code>;
      case 'strong':
        return <b>{span.text}</b>;
      case 'stressed':
        return <em>{span.text}</em>;
      case 'link':
        return link?.(span.to, span.text) ?? span.text;
      case 'text':
        return span.text;
    }
  };
  return (
    <div className="card">
      {markdownBlocks(markdown, markdownSpans).map((block, k) => (
        <Fragment key={k}>{blockOf(block, line)}</Fragment>
      ))}
    </div>
  );
};

function blockOf(block: Block<Spans>, line: (spans: Spans) => ReactNode): ReactNode {
  const items = (all: readonly Spans[]) => all.map((item, k) => <li key={k}>{line(item)}</li>);
  switch (block.kind) {
    case 'heading':
      return <h2>{line(block.text)}</h2>;
    case 'list':
      return <ul>{items(block.items)}</ul>;
    case 'steps':
      return <ol>{items(block.items)}</ol>;
    case 'table':
      return (
        <section className="wide" tabIndex={0} aria-label="Table">
          <table className="data">
            {block.head !== null && (
              <thead>
                <tr>
                  {block.head.map((cell, k) => (
                    <th scope="col" key={k}>
                      {line(cell)}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {block.rows.map((row, k) => (
                <tr key={k}>
                  {row.map((cell, place) => (
                    <td key={place}>{line(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      );
    case 'code':
      return <pre className="json">{block.text}</pre>;
    case 'paragraph':
      return <p>{line(block.text)}</p>;
  }
}
