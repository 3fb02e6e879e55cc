import type { Installation } from '../../compose.ts';
import { messageOf } from '../../domain/errors.ts';
import { liveSegments } from '../../ingest/index.ts';
import { stepRelease, type JudgeShadow } from '../../rollout/index.ts';
import type { RoleContext } from './role-context.ts';

const LOOK_MS = 5_000;

/**
 * Takes the next step of the releases now and then, where challengers go on trial. What fails is
 * said once and tried again.
 *
 * @param judgeShadow `null`: canaries start without a shadow before them
 */
export function releaseWatch(
  installation: Installation,
  { settings, say }: RoleContext,
  judgeShadow: JudgeShadow | null,
): () => Promise<void> {
  let lookedMs = -Infinity;
  let trouble = '';
  return async () => {
    const nowMs = installation.clock.nowMs();
    if (settings.schedule.release !== 'canary' || nowMs - lookedMs < LOOK_MS) return;
    lookedMs = nowMs;
    try {
      const segments = await liveSegments(installation.artifacts);
      const times = segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []);
      const step = await stepRelease(installation, {
        settings: settings.schedule.canary,
        logMs: times.length === 0 ? null : Math.max(...times),
        judgeShadow,
      });
      if (step.do === 'start') say(`${step.version} starts as a ${step.kind}. ${step.because}`);
      if (step.do === 'end') say(`${step.experiment} ends: ${step.because}`);
      trouble = '';
    } catch (thrown) {
      const found = messageOf(thrown);
      if (found !== trouble) say(`The release cannot go on: ${found}`);
      trouble = found;
    }
  };
}
