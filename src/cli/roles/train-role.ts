import { openInstallation, type Installation } from '../../compose.ts';
import type { DatasetContent } from '../../datasets/index.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { Progress } from '../../domain/progress.ts';
import { liveSegments } from '../../ingest/index.ts';
import { parseSettings, runPipeline, type PipelineResult } from '../../pipeline/index.ts';
import { versionBehind } from '../../registry/index.ts';
import { openHome } from '../../store/index.ts';
import { count, duration } from '../terminal.ts';
import { monotonicClock } from './monotonic-clock.ts';
import { pause } from './pauses.ts';
import type { RoleContext } from './role-context.ts';
import { trainingDue, type TrainingState } from './training-due.ts';
import { dayWords } from './words.ts';

const LOOK_MS = 500;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;

/** Runs the pipeline whenever the schedule says so. What fails is said and tried again later. */
export async function trainRole(context: RoleContext): Promise<void> {
  const { settings, stop, say } = context;
  const installation = await openInstallation(openHome(settings.home));
  let failures = 0;
  let done = { toMs: -Infinity, atMs: -Infinity };
  try {
    while (!stop.aborted) {
      const asOfMs = trainingDue(settings.schedule, await stateOf(installation, done));
      if (asOfMs === null) {
        await pause(LOOK_MS, stop);
        continue;
      }
      try {
        await train(installation, context, asOfMs);
        failures = 0;
        done = { toMs: asOfMs, atMs: installation.clock.nowMs() };
      } catch (thrown) {
        if (stop.aborted) return;
        const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
        say(`${trouble(thrown)} Next try in ${duration(waitMs / 1000)}.`);
        context.tell({ training: null });
        await pause(waitMs, stop);
      }
    }
  } finally {
    await installation.close();
  }
}

/** A gate that holds is no failure; the data may hold their contract the next time. */
const trouble = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError && ['TRAINING_BLOCKED', 'TRAINING_HELD'].includes(thrown.code)
    ? `The gate holds. ${thrown.message}`
    : `Training failed: ${messageOf(thrown)}`;

/** What the home says of data and models; what this process did counts where it made nothing new. */
async function stateOf(
  { artifacts, metadata, clock }: Installation,
  done: { readonly toMs: number; readonly atMs: number },
): Promise<TrainingState> {
  const contents = (await liveSegments(artifacts)).map(({ manifest }) => manifest.content);
  const firsts = contents.flatMap(({ minTimeMs }) => minTimeMs ?? []);
  const lasts = contents.flatMap(({ maxTimeMs }) => maxTimeMs ?? []);
  const latest = await versionBehind(metadata, 'baseline');
  const dataset =
    latest === null ? null : await artifacts.load<DatasetContent>('dataset', latest.datasetId);
  return {
    events:
      firsts.length === 0 ? null : { firstMs: Math.min(...firsts), lastMs: Math.max(...lasts) },
    nowMs: clock.nowMs(),
    trainedToMs: dataset === null ? null : Math.max(done.toMs, dataset.manifest.content.asOfMs),
    trainedAtMs: latest === null ? null : Math.max(done.atMs, Date.parse(latest.createdAt)),
  };
}

async function train(
  installation: Installation,
  { settings, say, tell, stop }: RoleContext,
  asOfMs: number,
): Promise<void> {
  const beganMs = monotonicClock.nowMs();
  const before = await versionBehind(installation.metadata, 'champion');
  say(`Training begins, on everything up to the end of ${dayWords(asOfMs - 1)}.`);
  const losses = lossWatch(tell);
  const result = await runPipeline(
    { ...installation, progress: losses, stop },
    {
      settings: parseSettings(settings.pipeline),
      asOfMs,
      force: false,
      contracts: settings.contracts,
    },
  );
  tell({ training: null });
  for (const sentence of resultWords(result, {
    before: before?.version ?? null,
    loss: losses.words(),
  }))
    say(sentence);
  say(`Training took ${duration((monotonicClock.nowMs() - beganMs) / 1000)}.`);
}

/** Follows the loss of the latest training; the pipeline's own sentences are left out. */
function lossWatch(tell: RoleContext['tell']): Progress & { words(): string | null } {
  let first: string | null = null;
  let last = { note: '', epochs: 0 };
  return {
    say: (sentence) => tell({ training: sentence }),
    update: ({ task, done, note }) => {
      if (!task.startsWith('training ') || note === undefined) return;
      const loss = note.replace(/^loss /, '');
      if (done <= 1) first = loss;
      last = { note: loss, epochs: done };
    },
    words: () => (first === null ? null : `loss ${first} → ${last.note} in ${last.epochs} epochs`),
  };
}

/** What a run did, in sentences that stay. */
function resultWords(
  { dataset, findings, release }: PipelineResult,
  { before, loss }: { readonly before: string | null; readonly loss: string | null },
): string[] {
  const { tables } = dataset.manifest.content;
  const { verdict, champion, challenger } = release;
  const trained = challenger ?? release.baseline;
  return [
    `Dataset ${dataset.id.slice(0, 8)}: ${count(tables.positives.rowCount)} likes of ${count(tables.users.rowCount)} users and ${count(tables.items.rowCount)} movies.`,
    ...findings.filter(({ severity }) => severity !== 'note').map(({ message }) => message),
    `${trained.version} is trained${loss === null ? '' : `: ${loss}`}.`,
    `Gate: ${verdict.reasons.join(' ')}`,
    champion.version === before
      ? `${champion.version} stays champion.`
      : `${champion.version} is champion now${before === null ? ', the first' : `; before: ${before}`}.`,
  ];
}
