import { openEngine, type Installation } from '../../compose.ts';
import { messageOf } from '../../domain/errors.ts';
import {
  lookAtExperiments,
  type ExperimentLooks,
  type Looked,
  type NotLooked,
} from '../../monitoring/index.ts';
import { runningExperiments } from '../../rollout/index.ts';
import { pause } from './pauses.ts';
import type { RoleContext } from './role-context.ts';

/** A treatment that harms is taken back within a minute of the evidence; most of it is left for the look. */
const LOOK_MS = 15_000;
/** A day of a demo lasts seconds. */
const DEMO_LOOK_MS = 3_000;
/** What a look may take of the machine, beside a daily report that is being made. */
const ENGINE = { memoryLimitMb: 512, threadCount: 1 };

/**
 * Looks at the running experiments again and again until it is stopped, in a loop and with an engine of its
 * own, so that no daily report delays an abort. A failure is said and harms nothing: who was in an arm stays
 * in it until a look succeeds, or somebody stops the experiment. Never rejects.
 */
export async function rolloutWatch(
  installation: Installation,
  { settings, say, stop }: RoleContext,
): Promise<void> {
  const pauseMs = settings.demo === null ? LOOK_MS : DEMO_LOOK_MS;
  const told = new Map<string, string>();
  let open: Open | null = null;
  while (!stop.aborted) {
    try {
      if (open !== null || (await runningExperiments(installation)).length > 0) {
        open ??= await openLooks(installation);
        for (const look of await open.looks.look()) {
          const sentence = sentenceOf(look);
          if (sentence !== null && told.get(look.name) !== sentence) say(sentence);
          told.set(look.name, sentence ?? '');
        }
      }
    } catch (thrown) {
      say(`Experiments could not be looked at: ${messageOf(thrown)}`);
    }
    await pause(pauseMs, stop);
  }
  await open?.close().catch((thrown: unknown) => say(messageOf(thrown)));
}

interface Open {
  readonly looks: ExperimentLooks;
  close(): Promise<void>;
}

/** The engine is opened when there is something to look at. */
async function openLooks(installation: Installation): Promise<Open> {
  const tables = await openEngine(installation.home, { ...ENGINE, name: 'rollout' });
  const looks = lookAtExperiments({ ...installation, tables });
  return {
    looks,
    close: async () => {
      await looks.close();
      await tables.close();
    },
  };
}

const ENDS: Readonly<Record<string, string>> = {
  promote: 'the treatment is the champion now',
  abort: 'the treatment is taken back',
  stop: 'stopped',
  hold: 'ended without a decision',
};

function sentenceOf(look: Looked | NotLooked): string | null {
  if ('failure' in look)
    return `The experiment ${look.name} could not be looked at: ${look.failure}`;
  const { action, because } = look.decision;
  if (action === 'continue') return null;
  return action === 'widen'
    ? `The experiment ${look.name} widens to step ${look.step + 2}. ${because}`
    : `The experiment ${look.name}: ${ENDS[action]}. ${because}`;
}
