import { markdownBlocks } from './markdown-blocks.ts';

/** The model card: headings, paragraphs, lists and tables of its Markdown; nothing else is read. */
export function Card({ markdown }: { readonly markdown: string }) {
  if (markdown.trim() === '') return null;
  return (
    <section className="block" aria-labelledby="card">
      <h2 id="card">Model card</h2>
      <div className="card">
        {markdownBlocks(markdown).map((block, k) => {
          switch (block.kind) {
            case 'heading':
              return <h3 key={k}>{block.text}</h3>;
            case 'list':
              return (
                <ul key={k}>
                  {block.items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              );
            case 'table':
              return <CardTable key={k} rows={block.rows} />;
            case 'paragraph':
              return <p key={k}>{block.text}</p>;
          }
        })}
      </div>
    </section>
  );
}

const CardTable = ({ rows: [head, ...rows] }: { readonly rows: readonly string[][] }) => (
  <section
    className="wide"
    tabIndex={0}
    aria-label={`Table of the model card: ${head?.join(', ') ?? ''}`}
  >
    <table className="data">
      <thead>
        <tr>
          {head?.map((cell, k) => (
            <th scope="col" key={k}>
              {cell === '' ? <span className="hidden-text">name</span> : cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, k) => (
          <tr key={k}>
            {row.map((cell, place) => (
              <td key={place}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
