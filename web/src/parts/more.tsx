/** Leads to the next page of a list, where there is one. */
export const More = ({
  pages: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) =>
  hasNextPage ? (
    <p className="more">
      <button
        type="button"
        className="button"
        disabled={isFetchingNextPage}
        onClick={() => void fetchNextPage()}
      >
        {isFetchingNextPage ? 'Fetching …' : 'Show more'}
      </button>
    </p>
  ) : null;
