import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock, type Installation } from '../../src/compose.ts';
import { startServing } from '../../src/http/index.ts';
import { requireVersion } from '../../src/registry/index.ts';
import {
  decideShadow,
  endExperiment,
  readShadow,
  requireExperiment,
  shadowFolder,
} from '../../src/rollout/index.ts';
import { openServing } from '../../src/serving/index.ts';
import { jsonLogger, readReceipts } from '../../src/telemetry/index.ts';
import { BY, startOn, withTreatment } from '../support/ab-home.ts';

const USERS = Array.from({ length: 30 }, (_, at) => 1000 + at);
const SHADOW = { name: 'next', kind: 'shadow' } as const;

const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 30_000, interval: 50 });

/** The real server over a home, asked over HTTP. */
async function serve(installation: Installation) {
  const sources = await openServing(installation, {
    codeVersion: 'code',
    pollMs: 20,
    graceMs: 0,
    // A busy machine must not decide who made a list.
    scoring: { maxWaitMs: Infinity },
  });
  await sources.historyReady();
  const server = await startServing(sources, {
    host: '127.0.0.1',
    port: 0,
    exposures: installation.home.exposures,
    clock: systemClock,
    monotonic: { nowMs: () => performance.now() },
    logger: jsonLogger(() => undefined, systemClock),
    version: 'test',
  });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await server.stop();
    await sources.close();
  };
  onTestFinished(close);
  const text = async (path: string): Promise<string> => (await fetch(server.url + path)).text();
  const lists = async (): Promise<string[]> => {
    const bodies: string[] = [];
    for (const id of USERS) bodies.push(await personalList(text, id));
    return bodies;
  };
  return { sources, text, close, lists };
}

/** The body of a user's list without its receipt, once one is made in time on a busy machine. */
async function personalList(text: (path: string) => Promise<string>, id: number): Promise<string> {
  for (;;) {
    const body = await text(`/v1/users/${id}/recommendations`);
    const { receiptId, tier, ...list } = JSON.parse(body) as Record<string, unknown>;
    expect(receiptId).toEqual(expect.any(String));
    if (tier === 'personal') return JSON.stringify(list);
  }
}

const series = async (text: (path: string) => Promise<string>, name: string): Promise<number> => {
  const line = (await text('/metrics')).split('\n').find((of) => of.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
};

describe('a shadow', () => {
  it('is asked what the champion is asked, and changes nothing of what anybody gets', async () => {
    const installation = await withTreatment();
    const { text, lists, close } = await serve(installation);
    const before = await lists();
    await startOn(installation, SHADOW);
    const asked = (outcome: string): string =>
      `showrunner_shadow_requests_total{experiment="next",outcome="${outcome}"}`;
    let answered: string[] = [];
    await soon(async () => {
      answered = await lists();
      expect(await series(text, asked('list'))).toBeGreaterThanOrEqual(USERS.length);
    });
    expect(answered).toEqual(before);
    // Whether it is late is up to the machine.
    for (const outcome of ['failed', 'empty', 'unknown'])
      expect([outcome, await series(text, asked(outcome))]).toEqual([outcome, 0]);
    const violations = 'showrunner_shadow_contract_violations_total{experiment="next"}';
    expect(await series(text, violations)).toBe(0);
    // Neighbours and factors see the same circles of taste.
    const overlap = await series(text, 'showrunner_shadow_agreement_overlap{experiment="next"}');
    expect(overlap).toBeGreaterThan(0);
    expect(overlap).toBeLessThanOrEqual(1);
    for await (const { trace } of readReceipts(installation.home.exposures)) {
      expect(trace!.models.map(({ version }) => version)).not.toContain('item-knn/1');
    }
    await close();
    const summary = readShadow(installation.home, 'next')!;
    expect(summary).toMatchObject({ version: 'item-knn/1', violations: 0 });
    expect(summary.compared).toBeLessThanOrEqual(summary.asked - summary.outcomes.late);
    expect(summary.overlapSum / summary.compared).toBeCloseTo(overlap, 1);
    const { plan } = await requireExperiment(installation.metadata, 'next');
    const timely = { ...summary, outcomes: { ...summary.outcomes, late: 0 } };
    expect(decideShadow({ ...plan, minimumUsers: 5 }, timely).action).toBe('pass');
  });

  it('is asked nothing more once it has ended, and its minutes are on disk', async () => {
    const installation = await withTreatment();
    await startOn(installation, SHADOW);
    const { sources, text, lists } = await serve(installation);
    await soon(async () => {
      await lists();
      expect(await series(text, 'showrunner_shadow_requests_total')).toBeGreaterThan(0);
    });
    await endExperiment(installation, 'next', { outcome: 'pass', by: BY });
    await soon(() => expect(sources.shadows!.figures()).toEqual([]));
    await soon(() => expect(readShadow(installation.home, 'next')).not.toBeNull());
    const folder = shadowFolder(installation.home, 'next');
    const written = (): string[] =>
      readdirSync(folder).map((f) => readFileSync(join(folder, f), 'utf8'));
    const then = written();
    await lists();
    await lists();
    expect(written()).toEqual(then);
  });

  it('that cannot be loaded is told and keeps nobody from their list', async () => {
    const installation = await withTreatment();
    const { modelId } = await requireVersion(installation.metadata, 'item-knn/1');
    const { folder } = await installation.artifacts.load('model', modelId);
    writeFileSync(join(folder, 'items.json'), '[]');
    await startOn(installation, SHADOW);
    const { sources, lists } = await serve(installation);
    await soon(() => expect(sources.troubles().join()).toMatch(/item-knn\/1 .*CORRUPT/));
    for (const list of await lists())
      expect((JSON.parse(list) as { items: unknown[] }).items).toHaveLength(20);
    expect(sources.shadows!.figures()).toEqual([]);
  });
});
