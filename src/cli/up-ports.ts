import { createServer } from 'node:net';
import { errorOf, messageOf } from '../domain/errors.ts';

/**
 * Makes sure that ports can be listened on, before anything is started.
 *
 * @throws ConflictError `PORT_IN_USE`; UnavailableError `LISTEN_REFUSED`
 */
export async function requireFreePorts(
  addresses: readonly { readonly host: string; readonly port: number }[],
): Promise<void> {
  for (const address of addresses) await requireFree(address);
}

async function requireFree({ host, port }: { host: string; port: number }): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw errorOf('PORT_IN_USE', { host, port }, thrown);
    throw errorOf('LISTEN_REFUSED', { host, port, found: messageOf(thrown) }, thrown);
  }
  await new Promise((resolve) => server.close(resolve));
}
