import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../src/compose.ts';
import { currentFacts, logNow } from '../../src/monitoring/index.ts';
import { latestRetrainings, type RetrainingRun } from '../../src/pipeline/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
import { decideStep, nextRelease, releaseState, shadowJudge } from '../../src/rollout/index.ts';
import { onTrial } from './trials.ts';

const LOOK_MS = 100;
/**
 * What has not come to an end after this time has failed. Nothing waits so long that goes well: what
 * is waited for is told by the home or by serving, so that a busy machine only takes longer.
 */
const PATIENCE_MS = 900_000;
const HOUR_MS = 3_600_000;

/** Waits for something. @returns whether it came in time */
export async function comes(isSo: () => Promise<boolean>): Promise<boolean> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    if (await isSo()) return true;
    await sleep(LOOK_MS);
  }
  return isSo();
}

/** Every try of the night whose day ends at an instant, oldest first, once it is over. */
export async function triesOf(
  { metadata }: Installation,
  asOfMs: number,
  said: () => string,
): Promise<readonly RetrainingRun[]> {
  let tries: RetrainingRun[] = [];
  const isOver = await comes(async () => {
    tries = (await latestRetrainings(metadata, 50)).filter((run) => run.asOfMs === asOfMs);
    // A gate that holds ends the night: nothing changes before other lines come.
    return tries[0]?.status === 'done' || tries[0]?.status === 'held';
  });
  if (!isOver) throw new Error(`the night of ${isoOf(asOfMs)} does not end:\n${said()}`);
  return tries.toReversed();
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Waits until the log is read up to an instant and the rollout has done what it says of the canary. */
export async function lookedAt(installation: Installation, untilMs: number): Promise<void> {
  await comes(async () => {
    const { reachMs } = await logNow(installation.artifacts);
    return reachMs !== null && reachMs >= untilMs - HOUR_MS / 2;
  });
  const canary = await onTrial(installation, 'canary');
  if (canary === null) return;
  const facts = await currentFacts(installation, canary);
  if (facts === null || decideStep(canary.plan, facts).action === 'continue') return;
  await comes(async () => (await onTrial(installation, 'canary'))?.name !== canary.name);
}

/**
 * Waits until the releases have nothing to do before other lines come: the newest challenger is a
 * canary, waits for one, or was not taken that far. A shadow that serving cannot load waits as well.
 */
export async function releasesAtRest(installation: Installation, port: number): Promise<void> {
  await comes(async () => {
    const next = nextRelease(await releaseState(installation, shadowJudge(installation)));
    if (next.do !== 'wait') return false;
    const shadow = await onTrial(installation, 'shadow');
    return shadow === null || (await isRefused(port, shadow.plan.treatment));
  });
}

/** Whether serving says that it cannot take up a version. */
export const isRefused = async (port: number, version: string): Promise<boolean> =>
  (await troublesOf(port)).some((trouble) => trouble.includes(`The model ${version} `));

/** What serving says is wrong; nothing while it is not there. */
async function troublesOf(port: number): Promise<readonly string[]> {
  const text = await read(`http://127.0.0.1:${port}/readyz`);
  return text === null ? [] : (JSON.parse(text) as { troubles: readonly string[] }).troubles;
}

/**
 * Waits until serving answers from the champion of the registry, or says why it does not.
 *
 * @returns the version that it answers from; `null` while it is not there
 */
export async function servedVersion(
  { metadata }: Installation,
  port: number,
): Promise<string | null> {
  let served: string | null = null;
  await comes(async () => {
    const champion = (await versionBehind(metadata, 'champion'))?.version ?? '';
    served = await loadedBy(port);
    return served === champion || (await isRefused(port, champion));
  });
  return served;
}

async function loadedBy(port: number): Promise<string | null> {
  const text = await read(`http://127.0.0.1:${port}/metrics`);
  const line = text
    ?.split('\n')
    .find((one) => one.startsWith('showrunner_model_info{') && one.includes('role="champion"'));
  return /version="([^"]+)"/.exec(line ?? '')?.[1] ?? null;
}

/** `null` while nobody is there who answers. */
async function read(url: string): Promise<string | null> {
  try {
    return await (await fetch(url)).text();
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}
