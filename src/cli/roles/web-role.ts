import { openRecords, systemClock } from '../../compose.ts';
import { startControl } from '../../http/index.ts';
import { openHome } from '../../store/index.ts';
import { openPosting } from '../open-posting.ts';
import { childOperator } from '../child-operator.ts';
import type { SourceSettings } from '../source-settings.ts';
import { controlTokens } from '../control-token.ts';
import { decoderFor } from '../decoders.ts';
import { experimentThread } from '../experiment-thread.ts';
import { programVersion } from '../up-program-version.ts';
import { WEB_APP } from '../web-app-folder.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { untilAborted } from './pauses.ts';
import { reachable } from './reachable.ts';
import type { RoleContext } from './role-context.ts';
import { sayingLogger } from './saying-logger.ts';

/** The status page and the control routes. The token comes from the environment. */
export async function webRole({ settings, say, stop }: RoleContext): Promise<void> {
  const { host, ports, contracts, pipeline, schedule } = settings;
  const home = openHome(settings.home);
  const records = await openRecords(home);
  const posting = takesPosted(settings.source) ? await openPosting(home, settings.decoder) : null;
  try {
    const server = await startControl(records, {
      host,
      port: ports.control,
      servingUrl: `http://${reachable(host)}:${ports.public}`,
      ...controlTokens(process.env),
      operator: childOperator({ home: home.root, pipeline, contracts, schedule }, stop),
      experiments: experimentThread(home.root, stop),
      decoderFor: (name) => decoderFor(home, name),
      webApp: WEB_APP,
      version: programVersion(),
      eventTime: settings.demo === null ? 'wall-clock' : 'log',
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

/** Whether the log of the home is read, alone or beside another. */
const takesPosted = (source: SourceSettings): boolean =>
  source.kind === 'embedded' || (source.kind === 'file' && source.withPosted === true);
