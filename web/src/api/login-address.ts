/** The login that leads back to the page that is shown. */
export const loginAddress = (): string =>
  `/login?to=${encodeURIComponent(location.pathname + location.search)}`;
