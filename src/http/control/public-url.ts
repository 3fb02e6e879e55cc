import { isLoopback } from '../control-access.ts';

/**
 * Where a browser finds the public server: as told, else at the port of the address that this
 * server asks. Where that is this machine, it is the machine that the browser asked for.
 *
 * @returns from the header `host` of a request to an origin, such as `http://10.0.0.7:8082`
 */
export function publicUrlOf({
  publicUrl,
  servingUrl,
}: {
  readonly publicUrl?: string;
  readonly servingUrl: string;
}): (host: string | undefined) => string {
  if (publicUrl !== undefined) return () => publicUrl;
  const { hostname, origin, port, protocol } = new URL(servingUrl);
  if (!isLoopback(hostname.replace(/^\[|\]$/g, ''))) return () => origin;
  return (host) => {
    const asked = URL.parse(`${protocol}//${host ?? ''}`);
    return asked === null || asked.hostname === ''
      ? origin
      : `${protocol}//${asked.hostname}${port === '' ? '' : `:${port}`}`;
  };
}
