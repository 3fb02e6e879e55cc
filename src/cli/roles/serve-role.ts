import { setInterval } from 'node:timers/promises';
import { openInstallation, servingOf } from '../../compose.ts';
import { startServing } from '../../http/index.ts';
import { DEFAULT_HOLDOUT_RATE, openHoldout } from '../../rollout/index.ts';
import { openRules } from '../open-rules.ts';
import type { FollowedSource, ServingSources } from '../../serving/index.ts';
import { openHome, type Home } from '../../store/index.ts';
import { decodersIn } from '../decoders.ts';
import { programVersion } from '../up-program-version.ts';
import { firstPersonalList } from './first-personal-list.ts';
import { openFollowed } from './open-followed.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { untilAborted } from './pauses.ts';
import type { RoleContext } from './role-context.ts';
import { sayingLogger } from './saying-logger.ts';
import { servedTotals } from './served-totals.ts';

const LOOK_MS = 500;

/** Answers on the public port from the start on, whether there is a model yet or not. */
export async function serveRole(context: RoleContext): Promise<void> {
  const { settings, say, stop } = context;
  const home = openHome(settings.home);
  const logger = sayingLogger(say);
  const rules = openRules(home, settings.rules, logger);
  const installation = await openInstallation(home);
  const ending = new AbortController();
  const watching: Promise<void>[] = [];
  try {
    await openHoldout(installation, { rate: settings.holdout, otherwise: DEFAULT_HOLDOUT_RATE });
    const sources = await servingOf(installation, followedBy(context, home), settings.assignment);
    try {
      const server = await startServing(sources, {
        host: settings.host,
        port: settings.ports.public,
        exposures: installation.home.exposures,
        clock: installation.clock,
        monotonic: monotonicClock,
        logger,
        rules,
        version: programVersion(),
        origins: { listed: [], sameHostPort: settings.ports.control },
      });
      say(`Lists are given at ${server.url}/recommend/<userid>, ${whatServes(sources)}.`);
      const { signal } = ending;
      watching.push(watchModels(sources, context, signal));
      watching.push(tellTotals(`${server.url}/metrics`, context, signal));
      watching.push(
        firstPersonalList({
          sources,
          context,
          exposures: installation.home.exposures,
          ended: signal,
        }),
      );
      await untilAborted(stop);
      await server.stop(1_500);
    } finally {
      ending.abort();
      await Promise.all(watching);
      await sources.close();
    }
  } finally {
    rules.close();
    await installation.close();
  }
}

/** The log that is ingested, for the histories: as soon as it is there. */
const followedBy = (context: RoleContext, home: Home): FollowedSource => ({
  decoder: decodersIn(home)(context.settings.decoder),
  open: async (stop) => {
    const either = AbortSignal.any([context.stop, stop]);
    const log = await openFollowed({ ...context, stop: either });
    either.throwIfAborted();
    return log!;
  },
});

const whatServes = ({ models }: ServingSources): string => {
  const model = models.champion() ?? models.baseline();
  return model === null ? 'without a model as yet' : `from ${model.version}`;
};

/** Says when another model serves than before. */
async function watchModels(
  { models, troubles }: ServingSources,
  { say }: RoleContext,
  ended: AbortSignal,
): Promise<void> {
  let before = models.champion()?.version ?? null;
  let trouble = '';
  await every(LOOK_MS, ended, () => {
    const now = models.champion()?.version ?? null;
    if (now !== before && now !== null)
      say(`${now} answers from now on${before === null ? '' : `, in the place of ${before}`}.`);
    before = now;
    const found = troubles().join(' ');
    if (found !== trouble && found !== '') say(found);
    trouble = found;
  });
}

/** Tells how many lists were asked for since this process began, as the metrics have it. */
const tellTotals = (url: string, { tell }: RoleContext, ended: AbortSignal): Promise<void> =>
  every(LOOK_MS, ended, async () => {
    const text = await fetch(url, { signal: ended })
      .then((r) => r.text())
      .catch(() => null);
    if (text !== null) tell(servedTotals(text));
  });

async function every(
  ms: number,
  ended: AbortSignal,
  work: () => void | Promise<void>,
): Promise<void> {
  try {
    for await (const _ of setInterval(ms, undefined, { signal: ended })) await work();
  } catch (thrown) {
    if ((thrown as Error).name !== 'AbortError') throw thrown;
  }
}
