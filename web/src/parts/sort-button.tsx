/** A head of a table that sorts by its column; a second press turns the order round. */
export const SortButton = ({
  name,
  order,
  onSort,
}: {
  readonly name: string;
  /** The order of this column; absent where rows are sorted by another. */
  readonly order: 'ascending' | 'descending' | undefined;
  readonly onSort: (order: 'ascending' | 'descending') => void;
}) => (
  <button
    type="button"
    className="sort"
    onClick={() => onSort(order === 'descending' ? 'ascending' : 'descending')}
  >
    {name}
    <span aria-hidden="true">{order === undefined ? '' : order === 'ascending' ? ' ↑' : ' ↓'}</span>
  </button>
);
