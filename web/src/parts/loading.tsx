/** While something is on its way; says so only to those who wait. */
export const Loading = ({ what }: { readonly what: string }) => (
  <p className="loading" role="status">
    <span className="loading-bar" aria-hidden="true" />
    Fetching {what} …
  </p>
);
