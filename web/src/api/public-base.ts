/**
 * Where a browser finds the public server: as the control server names it, but on the machine that
 * this page came from where it is named by a loopback address that is not the reader's own.
 *
 * @param servingUrl such as `http://127.0.0.1:8082`
 * @param pageHost name of the machine in the address of this page
 */
export function publicBase(servingUrl: string, pageHost: string): string {
  const url = new URL(servingUrl);
  if (isLoopback(url.hostname)) url.hostname = pageHost;
  return url.origin;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
