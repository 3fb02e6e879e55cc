import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../src/compose.ts';
import { latestRetrainings } from '../../src/pipeline/index.ts';
import { versionBehind } from '../../src/registry/index.ts';
import { killRole } from './up.ts';

/**
 * What goes wrong. `bad-data` is in the log of a day, `killed-switch` happens in the evening when the
 * canary is promoted, the others in the night.
 */
export type Fault =
  'bad-data' | 'killed-training' | 'corrupt-artifact' | 'killed-switch' | 'damaged-champion';

/** Looks this often for the moment at which a fault is to happen. */
const LOOK_MS = 10;
/** A training is killed so long after its beginning. */
const INTO_IT_MS = 500;

/** What is said of a harm for which there was no occasion. */
export const MISSED = 'missed';

/** When a harm is to be done. */
export interface Occasion {
  /** The training of the night is that of everything up to this instant. */
  readonly asOfMs: number;
  /** There is no occasion any more. */
  readonly over: AbortSignal;
}

/** Waits for the right moment and does the harm. @returns what was done, once it is done */
export type Harm = (installation: Installation, occasion: Occasion) => Promise<string>;

/** The harm of each fault that is done while something else is going on. */
export const HARMS: Readonly<Record<Exclude<Fault, 'bad-data'>, Harm>> = {
  'killed-training': async (installation, { asOfMs, over }) => {
    // A night that a gate held is tried again and again meanwhile.
    const isTraining = async (): Promise<boolean> => {
      const [latest] = await latestRetrainings(installation.metadata, 1);
      return latest?.status === 'running' && latest.asOfMs === asOfMs;
    };
    if (!(await comes(isTraining, over))) return MISSED;
    await sleep(INTO_IT_MS);
    return killRole(installation.home, 'train') ? 'killed the role that trains' : MISSED;
  },
  'corrupt-artifact': async (installation, { over }) => {
    const known = new Set((await trainings(installation)).map(({ output_id }) => output_id));
    let made: string | null = null;
    const isMade = async (): Promise<boolean> => {
      const models = (await trainings(installation)).map(({ output_id }) => output_id);
      const fresh = models.filter((id) => id !== null && !known.has(id));
      // The first that a night makes is popularity, the next the challenger.
      made = fresh[1] ?? null;
      return made !== null;
    };
    if (!(await comes(isMade, over))) return MISSED;
    return damage(installation, made!);
  },
  'killed-switch': async (installation, { over }) => {
    const before = (await versionBehind(installation.metadata, 'champion'))?.version;
    const isChanged = async (): Promise<boolean> =>
      (await versionBehind(installation.metadata, 'champion'))?.version !== before;
    if (!(await comes(isChanged, over))) return MISSED;
    return killRole(installation.home, 'serve') ? 'killed the role that serves' : MISSED;
  },
  'damaged-champion': async (installation) => {
    const champion = (await versionBehind(installation.metadata, 'champion'))!;
    await damage(installation, champion.modelId);
    const isKilled = killRole(installation.home, 'serve');
    return isKilled
      ? `turned over a byte of ${champion.version}, which serves, and killed serving`
      : MISSED;
  },
};

const trainings = ({ metadata }: Installation) =>
  metadata
    .selectFrom('runs')
    .select(['status', 'output_id'])
    .where('stage', '=', 'train')
    .orderBy('started_at')
    .execute();

async function comes(isSo: () => Promise<boolean>, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    if (await isSo()) return true;
    await sleep(LOOK_MS);
  }
  // On a busy machine it may have come since the last look.
  return isSo();
}

/** Turns over the bits of a byte in the middle of a model's weights. */
async function damage({ artifacts }: Installation, modelId: string): Promise<string> {
  const { folder, manifest } = await artifacts.load('model', modelId);
  const name = Object.keys(manifest.files).find((one) => one.endsWith('.safetensors'))!;
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(join(folder, name), bytes);
  return `turned over a byte of ${name} of ${modelId.slice(0, 8)}`;
}
