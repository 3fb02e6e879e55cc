/** Where somebody goes who asked for nothing in particular. */
const HOME_PAGE = '/';
/** Longest address that is come back to, characters. */
const MOST = 1_000;
/** Resolves addresses; it stands for this server, whatever its name. */
const HERE = 'http://here.invalid';
const LOGIN_PATHS: ReadonlySet<string> = new Set(['/login', '/logout']);

/**
 * The address on this server to go to after a login: what was asked for, or `/` where that leads
 * elsewhere. It is read as browsers read it, who skip tabs, take `\` for `/`, and would go to another
 * server by `//name`.
 *
 * @param asked path and query, as somebody asked for them; anything may stand here
 */
export function returnPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > MOST || !asked.startsWith('/')) return HOME_PAGE;
  const found = URL.parse(asked, HERE);
  if (found === null || found.origin !== HERE) return HOME_PAGE;
  const { pathname, search } = found;
  // `/.//name` stays here, but what is left of it would not.
  if (pathname.startsWith('//') || LOGIN_PATHS.has(pathname)) return HOME_PAGE;
  return pathname + search;
}

/** The address of the login that leads back to a page. @param to as `returnPath` gives it */
export const loginAddress = (to: string): string =>
  to === HOME_PAGE ? '/login' : `/login?to=${encodeURIComponent(to)}`;
