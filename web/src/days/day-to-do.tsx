import type { Report } from '../api/report-types.ts';

/** What the day asks of an operator, the most urgent first. */
export function DayToDo({ report: { toDo } }: { readonly report: Report }) {
  if (toDo.length === 0) return null;
  return (
    <section className="block" aria-labelledby="to-do">
      <h2 id="to-do">To do</h2>
      <ul className="to-do">
        {toDo.map(({ check, urgency, action, because, examples }) => (
          <li key={check + because} data-urgency={urgency}>
            <b>{urgency === 'now' ? 'Now' : 'Today'}</b>
            <div>
              <p>{action}</p>
              <p className="soft small">{because}</p>
              {examples.length > 0 && (
                <p className="small">
                  {examples.slice(0, 5).map((example) => (
                    <code key={example}>{example}</code>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
