import { openRecords, systemClock } from '../../compose.ts';
import { startControl } from '../../http/index.ts';
import { openHome } from '../../store/index.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { untilAborted } from './pauses.ts';
import { reachable } from './reachable.ts';
import type { RoleContext } from './role-context.ts';
import { sayingLogger } from './saying-logger.ts';

/** The status page and the control routes. The token comes from the environment. */
export async function webRole({ settings, say, stop }: RoleContext): Promise<void> {
  const { host, ports } = settings;
  const records = await openRecords(openHome(settings.home));
  try {
    const server = await startControl(records, {
      host,
      port: ports.control,
      servingUrl: `http://${reachable(host)}:${ports.public}`,
      token: process.env['SHOWRUNNER_TOKEN'] || null,
      clock: systemClock,
      monotonic: monotonicClock,
      logger: sayingLogger(say),
    });
    say(`The status page is at ${server.url}/.`);
    await untilAborted(stop);
    await server.stop(500);
  } finally {
    await records.close();
  }
}
