import { markdownBlocks, type Block } from '../parts/markdown-blocks.ts';
import { counted } from '../words/numbers.ts';

/** The model card: headings, paragraphs, lists, tables and code of its Markdown; nothing else is read. */
export function Card({ markdown }: { readonly markdown: string }) {
  if (markdown.trim() === '') return null;
  return (
    <section className="block" aria-labelledby="card">
      <h2 id="card">Model card</h2>
      <p className="soft small">The same, as it is kept beside the model for who audits it.</p>
      <details>
        <summary>Read it</summary>
        <div className="card">
          {markdownBlocks(markdown).map((block, k) => {
            switch (block.kind) {
              case 'heading':
                return <h3 key={k}>{block.text}</h3>;
              case 'steps':
              case 'list':
                return (
                  <ul key={k}>
                    {block.items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ul>
                );
              case 'table':
                return <CardTable key={k} table={block} />;
              case 'code':
                return (
                  <details key={k}>
                    <summary>As it was written, {counted(block.text.length, 'character')}</summary>
                    <pre className="json" tabIndex={0} role="region" aria-label="As it was written">
                      {block.text}
                    </pre>
                  </details>
                );
              case 'paragraph':
                return <p key={k}>{block.text}</p>;
            }
          })}
        </div>
      </details>
    </section>
  );
}

type Table = Extract<Block, { readonly kind: 'table' }>;

const CardTable = ({ table: { head, rows } }: { readonly table: Table }) => (
  <section
    className="wide"
    tabIndex={0}
    aria-label={`Table of the model card: ${(head ?? rows[0] ?? []).join(', ')}`}
  >
    <table className="data">
      {head !== null && (
        <thead>
          <tr>
            {head.map((cell, k) => (
              <th scope="col" key={k}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row, k) => (
          <tr key={k}>
            {row.map((cell, place) =>
              place === 0 ? (
                <th scope="row" key={place}>
                  {cell}
                </th>
              ) : (
                <td key={place}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
