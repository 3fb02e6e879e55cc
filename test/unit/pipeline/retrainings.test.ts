import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../src/domain/errors.ts';
import { latestRetrainings, retrainingStanding, retryAtMs } from '../../../src/pipeline/index.ts';
import { recordRetraining } from '../../../src/pipeline/retrainings.ts';
import { closeAbandonedRuns } from '../../../src/registry/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';

const MINUTE_MS = 60_000;
/** Registry ports with a clock that a test moves. */
async function ports(stop?: AbortSignal) {
  const { metadata } = await temporaryInstallation();
  const clock = { ms: Date.parse('2026-03-01T00:00:00Z'), nowMs: () => clock.ms };
  return { metadata, clock, ...(stop === undefined ? {} : { stop }) };
}
const NIGHTLY = { because: 'schedule', asOfMs: 5000, timeoutMs: MINUTE_MS };
const failing = async (): Promise<never> => {
  throw new Error('no space in the matrix');
};
/** Work that ends only when it is asked to, as the pipeline does between two steps. */
const untilStopped = async (stop: AbortSignal): Promise<never> => {
  while (!stop.aborted) await sleep(5);
  throw errorOf('STOPPED', { found: 'a request to end' });
};

describe('a retraining', () => {
  it('is remembered with why it took place, up to when, and how it ended', async () => {
    const of = await ports();
    await recordRetraining(of, NIGHTLY, async () => {
      of.clock.ms += MINUTE_MS;
    });
    expect(await latestRetrainings(of.metadata, 5)).toEqual([
      {
        because: 'schedule',
        asOfMs: 5000,
        status: 'done',
        startedAt: '2026-03-01T00:00:00.000Z',
        finishedAt: '2026-03-01T00:01:00.000Z',
        error: null,
      },
    ]);
  });

  it('is ended when its time is up, and counts as failed', async () => {
    const of = await ports();
    const run = recordRetraining(of, { ...NIGHTLY, timeoutMs: 30 }, untilStopped);
    await expect(run).rejects.toMatchObject({ code: 'TRAINING_TIMED_OUT' });
    const [latest] = await latestRetrainings(of.metadata, 1);
    expect(latest).toMatchObject({ status: 'failed' });
    expect((await retrainingStanding(of.metadata, false)).failuresInARow).toBe(1);
  });

  it('is no failure when somebody stops it', async () => {
    const stop = new AbortController();
    const of = await ports(stop.signal);
    const run = recordRetraining(of, NIGHTLY, untilStopped);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'STOPPED' });
    expect(await retrainingStanding(of.metadata, false)).toMatchObject({
      latest: { status: 'stopped' },
      failuresInARow: 0,
      triesInARow: 0,
    });
  });

  it('is no failure when a gate holds it, but the next try waits all the same', async () => {
    const of = await ports();
    const held = recordRetraining(of, NIGHTLY, async () => {
      throw errorOf('TRAINING_HELD', { day: '2026-02-28', found: 'drift', file: 'gate.json' });
    });
    await expect(held).rejects.toMatchObject({ code: 'TRAINING_HELD' });
    const standing = await retrainingStanding(of.metadata, false);
    expect(standing).toMatchObject({ failuresInARow: 0, triesInARow: 1 });
    expect(retryAtMs(standing)).toBe(of.clock.ms + 5000);
  });
});

describe('failures in a row', () => {
  it('make the next try wait twice as long each time, up to five minutes', async () => {
    const of = await ports();
    const waits: number[] = [];
    for (let k = 0; k < 9; k++) {
      of.clock.ms += MINUTE_MS;
      await expect(recordRetraining(of, NIGHTLY, failing)).rejects.toThrow('no space');
      waits.push(retryAtMs(await retrainingStanding(of.metadata, false)) - of.clock.ms);
    }
    expect(waits.map((ms) => ms / 1000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
    await recordRetraining(of, NIGHTLY, async () => undefined);
    const standing = await retrainingStanding(of.metadata, false);
    expect(standing.failuresInARow).toBe(0);
    expect(retryAtMs(standing)).toBe(-Infinity);
  });

  it('count a run whose process was killed, before and after the next one begins', async () => {
    const of = await ports();
    void recordRetraining(of, NIGHTLY, () => new Promise(() => undefined));
    while ((await latestRetrainings(of.metadata, 1)).length === 0) await sleep(5);
    // While its process lives it has not failed.
    expect((await retrainingStanding(of.metadata, true)).failuresInARow).toBe(0);
    expect((await retrainingStanding(of.metadata, false)).failuresInARow).toBe(1);
    await closeAbandonedRuns(of.metadata, of.clock);
    expect((await retrainingStanding(of.metadata, true)).failuresInARow).toBe(1);
  });
});
