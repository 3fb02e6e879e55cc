import type { ReactNode } from 'react';

/** A column of a table: its head, and what a row has there. */
export interface Column<Row> {
  readonly name: ReactNode;
  readonly of: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Stays on one line, as instants do; numbers do in any case. */
  readonly isTight?: boolean;
  /** What stands in `aria-sort` where rows are in the order of this column. */
  readonly sorted?: 'ascending' | 'descending';
}

/** Rows under heads; the first column names the row. Too wide for the window, it scrolls by itself. */
export const DataTable = <Row,>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) => (
  <section className="wide" tabIndex={0} aria-label={`${label}, table`}>
    <table className="data">
      <thead>
        <tr>
          {columns.map(({ name, isNumber, sorted }, k) => (
            <th key={k} scope="col" className={isNumber ? 'number' : undefined} aria-sort={sorted}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ of, isNumber, isTight }, k) =>
              k === 0 ? (
                <th key={k} scope="row" className={isTight ? 'tight' : undefined}>
                  {of(row)}
                </th>
              ) : (
                <td key={k} className={isNumber ? 'number' : isTight ? 'tight' : undefined}>
                  {of(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
