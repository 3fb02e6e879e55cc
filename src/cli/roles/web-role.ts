import { openRecords, systemClock } from '../../compose.ts';
import { startControl } from '../../http/index.ts';
import { openHome } from '../../store/index.ts';
import { openPosting } from '../open-posting.ts';
import { controlToken } from '../control-token.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { untilAborted } from './pauses.ts';
import { reachable } from './reachable.ts';
import type { RoleContext } from './role-context.ts';
import { sayingLogger } from './saying-logger.ts';

/** The status page and the control routes. The token comes from the environment. */
export async function webRole({ settings, say, stop }: RoleContext): Promise<void> {
  const { host, ports } = settings;
  const home = openHome(settings.home);
  const records = await openRecords(home);
  const posting =
    settings.source.kind === 'embedded' ? await openPosting(home, settings.decoder) : null;
  try {
    const server = await startControl(records, {
      host,
      port: ports.control,
      servingUrl: `http://${reachable(host)}:${ports.public}`,
      token: controlToken(process.env),
      clock: systemClock,
      monotonic: monotonicClock,
      logger: sayingLogger(say),
      ...(posting === null ? {} : { posting }),
    });
    say(`The status page is at ${server.url}/.`);
    await untilAborted(stop);
    await server.stop(500);
  } finally {
    await posting?.log.close();
    await records.close();
  }
}
