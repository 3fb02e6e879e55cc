import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src/monitoring/measure-cost.ts';
import type { ReportContent } from '../../../src/monitoring/index.ts';
import {
  saveCost,
  saveSamples,
  withCost,
  latestCosts,
  type ProcessSample,
  type StepCost,
} from '../../../src/registry/index.ts';
import { temporaryInstallation } from '../../support/installation.ts';

const step = (name: string, startedAt: string, part: Partial<StepCost> = {}): StepCost => ({
  step: name,
  startedAt,
  seconds: 2,
  cpuSeconds: 3,
  peakMemoryBytes: 100,
  readBytes: 10,
  ...part,
});
const OWN = step('report', '2026-01-02T00:00:00.000Z', { seconds: 1 });
const served = {
  personalised: { withReceipt: 5 },
  champion: {
    fromWallClock: '2026-01-01T10:00:00.000Z',
    toWallClock: '2026-01-01T11:00:00.000Z',
  },
} as ReportContent;
const unserved = { ...served, personalised: { withReceipt: null } } as ReportContent;
const sample = (at: string, part: Partial<ProcessSample>): ProcessSample => ({
  at: `2026-01-01T${at}.000Z`,
  role: 'serve',
  process: 'a',
  cpuSeconds: 0,
  residentBytes: 0,
  readBytes: 0,
  done: 0,
  ...part,
});

describe('the cost of a day', () => {
  it('adds up the runs that began while its lists were made, and takes the highest memory', async () => {
    const { metadata } = await temporaryInstallation();
    await saveCost(metadata, step('dataset', '2026-01-01T09:59:59.999Z'));
    await saveCost(metadata, step('dataset', '2026-01-01T10:00:00.000Z', { peakMemoryBytes: 700 }));
    await saveCost(metadata, step('dataset', '2026-01-01T11:00:00.000Z', { readBytes: 5 }));
    await saveCost(metadata, step('report', '2026-01-01T10:30:00.000Z'));
    const { basis, steps } = await measureCost(metadata, served, OWN);
    expect(basis).toBe('while-the-lists-were-made');
    // The report of another day that was made meanwhile is not in it: there is its own instead.
    expect(steps).toEqual([
      { step: 'dataset', runs: 2, seconds: 4, cpuSeconds: 6, peakMemoryBytes: 700, readBytes: 15 },
      { step: 'report', runs: 1, seconds: 1, cpuSeconds: 3, peakMemoryBytes: 100, readBytes: 10 },
    ]);
  });

  it('takes the latest run of every step where nothing ties the day to our clock', async () => {
    const { metadata } = await temporaryInstallation();
    await saveCost(metadata, step('ingest', '2026-03-01T00:00:00.000Z', { seconds: 9 }));
    await saveCost(metadata, step('ingest', '2026-03-02T00:00:00.000Z', { seconds: 8 }));
    const cost = await measureCost(metadata, unserved, OWN);
    expect(cost).toMatchObject({ basis: 'latest-of-each', roles: [], per1000Answers: null });
    expect(cost.steps.map(({ step, seconds }) => [step, seconds])).toEqual([
      ['ingest', 8],
      ['report', 1],
    ]);
  });

  it('gives the CPU of 1,000 answers from what the serving process took, across a restart', async () => {
    const { metadata } = await temporaryInstallation();
    await saveSamples(metadata, [
      sample('10:00:00', { cpuSeconds: 10, done: 100, residentBytes: 5 }),
      sample('10:10:00', { cpuSeconds: 11, done: 300, residentBytes: 9 }),
      sample('10:20:00', { process: 'b', cpuSeconds: 1, done: 0, residentBytes: 4 }),
      sample('10:30:00', { process: 'b', cpuSeconds: 2, done: 50, residentBytes: 4 }),
      // Outside of the stretch.
      sample('12:00:00', { process: 'b', cpuSeconds: 99, done: 999 }),
    ]);
    const { roles, per1000Answers } = await measureCost(metadata, served, OWN);
    // (11 − 10) + (2 − 1) seconds for 200 + 50 lists: 8 seconds for 1,000; 20 minutes looked at.
    expect(per1000Answers).toEqual({ answers: 250, cpuSeconds: 8, readBytes: 0 });
    expect(roles).toEqual([
      { role: 'serve', seconds: 1200, cpuSeconds: 2, peakMemoryBytes: 9, readBytes: 0, done: 250 },
    ]);
  });

  it('does not tell bytes of which a part is not known, nor answers of a role that gave none', async () => {
    const { metadata } = await temporaryInstallation();
    await saveCost(metadata, step('dataset', '2026-01-01T10:00:00.000Z', { readBytes: null }));
    await saveCost(metadata, step('dataset', '2026-01-01T10:01:00.000Z'));
    await saveSamples(metadata, [
      sample('10:00:00', { readBytes: null }),
      sample('10:01:00', { readBytes: null }),
    ]);
    const cost = await measureCost(metadata, served, OWN);
    expect(cost.steps[0]!.readBytes).toBeNull();
    expect(cost.roles[0]!.readBytes).toBeNull();
    expect(cost.per1000Answers).toBeNull();
  });
});

describe('withCost', () => {
  it('keeps what a piece of work took, whether it succeeds or not', async () => {
    const { metadata } = await temporaryInstallation();
    const ports = { metadata, clock: { nowMs: () => Date.UTC(2026, 0, 1) } };
    const block = Buffer.alloc(0);
    await withCost(ports, 'busy', async () => {
      // At least 50 ms of CPU, and 64 MiB that were not there before.
      const until = process.cpuUsage().user + 50_000;
      while (process.cpuUsage().user < until) block.indexOf(1);
      const held = Buffer.alloc(64 << 20, 1);
      await new Promise((resolve) => setTimeout(resolve, 120));
      return held.length;
    });
    const failing = withCost(ports, 'failing', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    const [busy, failed] = await latestCosts(metadata);
    expect(failed!.step).toBe('failing');
    expect(busy!.cpuSeconds).toBeGreaterThanOrEqual(0.05);
    expect(busy!.seconds).toBeGreaterThanOrEqual(0.12);
    expect(busy!.peakMemoryBytes).toBeGreaterThan(64 << 20);
  });
});
