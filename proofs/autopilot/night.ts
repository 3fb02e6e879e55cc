import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../src/compose.ts';
import { latestRetrainings, type RetrainingRun } from '../../src/pipeline/index.ts';
import { versionBehind } from '../../src/registry/index.ts';

const LOOK_MS = 100;
/** A night that has not come to an end after this time has failed. */
const PATIENCE_MS = 300_000;
/** Time that serving gets to take up what the registry says, unless it refuses to. */
const SWITCH_MS = 30_000;

/** Every try of the night whose day ends at an instant, oldest first, once it is over. */
export async function triesOf(
  { metadata }: Installation,
  asOfMs: number,
  said: () => string,
): Promise<readonly RetrainingRun[]> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    const tries = (await latestRetrainings(metadata, 50)).filter((run) => run.asOfMs === asOfMs);
    // A gate that holds ends the night: nothing changes before other lines come.
    if (tries[0]?.status === 'done' || tries[0]?.status === 'held') return tries.toReversed();
    await sleep(LOOK_MS);
  }
  throw new Error(`the night of ${new Date(asOfMs).toISOString()} does not end:\n${said()}`);
}

/**
 * Waits until serving answers from the champion of the registry, or has had its time to.
 *
 * @returns the version that it answers from; `null` while it is not there
 */
export async function servedVersion(
  { metadata }: Installation,
  port: number,
): Promise<string | null> {
  const deadlineMs = performance.now() + SWITCH_MS;
  for (;;) {
    const champion = (await versionBehind(metadata, 'champion'))?.version ?? null;
    const served = await loadedBy(port);
    if (served !== null && served === champion) return served;
    if (performance.now() > deadlineMs) return served;
    await sleep(LOOK_MS);
  }
}

async function loadedBy(port: number): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await response.text();
    const line = text
      .split('\n')
      .find((one) => one.startsWith('showrunner_model_info{') && one.includes('role="champion"'));
    return /version="([^"]+)"/.exec(line ?? '')?.[1] ?? null;
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}
