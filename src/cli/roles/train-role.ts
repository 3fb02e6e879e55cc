import { openInstallation, type Installation } from '../../compose.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { Progress } from '../../domain/progress.ts';
import {
  parseSettings,
  retrainingStanding,
  retryAtMs,
  runPipeline,
  type PipelineResult,
} from '../../pipeline/index.ts';
import { versionBehind } from '../../registry/index.ts';
import { experimentOnChampion } from '../../rollout/index.ts';
import { isRoleHeld, openHome } from '../../store/index.ts';
import { underWatch } from '../../supervision/index.ts';
import { count, duration } from '../terminal.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { pause } from './pauses.ts';
import type { RoleContext } from './role-context.ts';
import { trainingDue, type TrainingDue } from './training-due.ts';
import { trainingState } from './training-state.ts';
import { dayWords } from './words.ts';

const LOOK_MS = 500;
/** Wait after trouble that is not remembered, such as another pipeline at work. */
const RETRY_MS = 5_000;
/** A training that does not end when its time is up is killed after as long again, this at most. */
const YIELD_MS = 60_000;

/** Runs the pipeline whenever one is due. What fails is said, remembered, and tried again later. */
export async function trainRole(context: RoleContext): Promise<void> {
  const { settings, stop, say } = context;
  const installation = await openInstallation(openHome(settings.home));
  const stateNow = trainingState(installation, settings.schedule);
  try {
    while (!stop.aborted) {
      const due = trainingDue(settings.schedule, await stateNow());
      const waitMs = due === null ? LOOK_MS : await waitOf(installation);
      if (due === null || waitMs > 0) {
        await pause(Math.min(waitMs, LOOK_MS), stop);
        continue;
      }
      try {
        await train(installation, context, due);
      } catch (thrown) {
        if (stop.aborted) return;
        const nextMs = Math.max(RETRY_MS, await waitOf(installation));
        say(`${trouble(thrown)} Next try in ${duration(nextMs / 1000)}.`);
        context.tell({ training: null });
        await pause(nextMs, stop);
      }
    }
  } finally {
    await installation.close();
  }
}

/** Milliseconds until the next try may begin; 0 or less when it may at once. */
async function waitOf({ home, metadata, clock }: Installation): Promise<number> {
  const standing = await retrainingStanding(metadata, isRoleHeld(home, 'train'));
  return retryAtMs(standing) - clock.nowMs();
}

/** A gate that holds is no failure; the data may hold their contract the next time. */
const trouble = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError && ['TRAINING_BLOCKED', 'TRAINING_HELD'].includes(thrown.code)
    ? `The gate holds. ${thrown.message}`
    : `Training failed: ${messageOf(thrown)}`;

const REASONS = {
  schedule: 'a day has ended',
  drift: 'the latest report found drift',
  volume: 'enough lines have come that no model knows',
} as const;

async function train(
  installation: Installation,
  { settings, say, tell, stop }: RoleContext,
  { asOfMs, because }: TrainingDue,
): Promise<void> {
  const beganMs = monotonicClock.nowMs();
  const before = await versionBehind(installation.metadata, 'champion');
  say(
    `Training begins, because ${REASONS[because]}, on everything up to the end of ${dayWords(asOfMs - 1)}.`,
  );
  const losses = lossWatch(tell);
  const timeoutMs = settings.schedule.timeoutMinutes * 60_000;
  const result = await underWatch(timeoutMs + Math.min(timeoutMs, YIELD_MS), () =>
    runPipeline(
      { ...installation, progress: losses, stop },
      {
        settings: parseSettings(settings.pipeline),
        asOfMs,
        force: false,
        contracts: settings.contracts,
        releaseMode: settings.schedule.release,
        experimentOnChampion: () => experimentOnChampion(installation.metadata),
        retraining: { because, timeoutMs },
      },
    ),
  );
  tell({ training: null });
  for (const sentence of resultWords(result, {
    before: before?.version ?? null,
    lossOf: (family) => losses.words(family),
  }))
    say(sentence);
  say(`Training took ${duration((monotonicClock.nowMs() - beganMs) / 1000)}.`);
}

/** A training that is followed by its loss. */
interface Losses extends Progress {
  /** How the loss of a family's latest training went; `null` where it has none. */
  words(family: string): string | null;
}

/** Follows losses; the pipeline's own sentences are left out. */
function lossWatch(tell: RoleContext['tell']): Losses {
  const latest = new Map<string, { first: string; last: string; epochs: number }>();
  return {
    say: (sentence) => tell({ training: sentence }),
    update: ({ task, done, note }) => {
      const family = /^training (\S+)$/.exec(task)?.[1];
      if (family === undefined || note === undefined) return;
      const loss = note.replace(/^loss /, '');
      const first = done <= 1 ? loss : (latest.get(family)?.first ?? loss);
      latest.set(family, { first, last: loss, epochs: done });
    },
    words: (family) => {
      const of = latest.get(family);
      return of === undefined ? null : `loss ${of.first} → ${of.last} in ${of.epochs} epochs`;
    },
  };
}

/** What a run did, in sentences that stay. */
function resultWords(
  { dataset, findings, release }: PipelineResult,
  { before, lossOf }: { readonly before: string | null; readonly lossOf: Losses['words'] },
): string[] {
  const { tables } = dataset.manifest.content;
  const { verdict, champion, challenger } = release;
  const trained = challenger ?? release.baseline;
  const loss = lossOf(trained.family);
  return [
    `Dataset ${dataset.id.slice(0, 8)}: ${count(tables.positives.rowCount)} likes of ${count(tables.users.rowCount)} users and ${count(tables.items.rowCount)} movies.`,
    ...findings.filter(({ severity }) => severity !== 'note').map(({ message }) => message),
    `${trained.version} is trained${loss === null ? '' : `: ${loss}`}.`,
    `Gate: ${verdict.reasons.join(' ')}`,
    release.onTrial
      ? `${trained.version} goes on trial; ${champion.version} stays champion meanwhile.`
      : release.heldFor !== null
        ? `${champion.version} stays champion: the experiment ${release.heldFor} compares with it.`
        : champion.version === before
          ? `${champion.version} stays champion.`
          : `${champion.version} is champion now${before === null ? ', the first' : `; before: ${before}`}.`,
  ];
}
