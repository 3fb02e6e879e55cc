import { getRouteApi, Link } from '@tanstack/react-router';
import type { Drift } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { Empty } from '../parts/empty.tsx';
import { capitalized } from '../words/names.ts';
import { figure } from '../words/numbers.ts';
import { dayWords } from '../words/times.ts';
import { DataHead } from './data-head.tsx';
import { DriftOfField } from './drift-of-field.tsx';

const route = getRouteApi('/data/drift');
const DAYS = 21;

/** How far each field of each day lies from the days before, against what counts as far. */
export function DriftPage() {
  const { field, day } = route.useSearch();
  const query = useControl('GET /v1/drift', { query: { days: DAYS } });
  return (
    <>
      <DataHead title="Drift">
        What differs from the days before, beyond how days differ anyway. 1 is the distance from
        which a field counts as drifted.
      </DataHead>
      <Asked query={query} what="the drift">
        {(drift) =>
          drift.days.length === 0 ? (
            <Empty title="No day has a report yet">
              Drift is told of days; the first is told when a day of the log has ended.
            </Empty>
          ) : (
            <>
              <Drifted drift={drift} />
              <Grid drift={drift} />
              {drift.note !== null && <p className="soft small">{drift.note}</p>}
              {field !== undefined && <DriftOfField field={field} day={day} />}
            </>
          )
        }
      </Asked>
    </>
  );
}

const Drifted = ({ drift: { drifted } }: { readonly drift: Drift }) => (
  <ul className="plain findings">
    {drifted.slice(0, 5).map(({ day, field, severity, message }) => (
      <li
        key={day + field}
        className="finding"
        data-severity={severity === 'severe' ? 'block' : 'warn'}
      >
        <b>{dayWords(day)}</b> {message}
      </li>
    ))}
  </ul>
);

const Grid = ({ drift: { days, fields } }: { readonly drift: Drift }) => (
  <section className="wide" tabIndex={0} aria-label="Drift of each field and day">
    <table className="data drift-grid">
      <thead>
        <tr>
          <th scope="col">Field</th>
          {days.map((day) => (
            <th scope="col" key={day} className="number">
              {day.slice(5)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, label, group, days: ofField }) => (
          <tr key={field}>
            <th scope="row">
              <Link to="/data/drift" search={{ field }}>
                {capitalized(label)}
              </Link>{' '}
              <span className="soft">{group}</span>
            </th>
            {days.map((day) => {
              const cell = ofField.find((one) => one.day === day);
              return <Cell key={day} field={field} day={day} cell={cell} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

function Cell({
  field,
  day,
  cell,
}: {
  readonly field: string;
  readonly day: string;
  readonly cell: Drift['fields'][number]['days'][number] | undefined;
}) {
  if (cell?.distance == null || cell.threshold === null) return <td className="number">–</td>;
  return (
    <td className="number" data-severity={cell.severity}>
      <Link to="/data/drift" search={{ field, day }}>
        {cell.severity !== null && <span aria-hidden="true">▲</span>}
        {cell.threshold === 0 ? figure(cell.distance) : (cell.distance / cell.threshold).toFixed(2)}
      </Link>
    </td>
  );
}
