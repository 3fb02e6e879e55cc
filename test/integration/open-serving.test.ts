import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { movieFile } from '../../src/adapters/index.ts';
import { syncCatalogue } from '../../src/catalogue/index.ts';
import type { Installation } from '../../src/compose.ts';
import { userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { parseSettings, runPipeline, trainModel } from '../../src/pipeline/index.ts';
import { pointAlias, rollBack, versionBehind } from '../../src/registry/index.ts';
import { openServing, type ServedModel, type ServingSources } from '../../src/serving/index.ts';
import { startOn } from '../support/ab-home.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';

async function open(installation: Installation): Promise<ServingSources> {
  const sources = await openServing(installation, { codeVersion: 'code', pollMs: 20, graceMs: 0 });
  onTestFinished(() => sources.close());
  return sources;
}

const run = (installation: Installation, sets: readonly string[] = QUICK) =>
  runPipeline(
    { ...installation, progress: SILENT },
    { settings: parseSettings(sets), asOfMs: null, force: false },
  );

/** A popularity run first, so that there is something to go back to; then a personal champion. */
async function twoChampions(installation: Installation): Promise<void> {
  await fillInstallation(installation);
  await run(installation, ['families=popularity']);
  await run(installation);
}

/** Waits for what loading beside leads to, on a machine that may be busy. */
const soon = (holds: () => void): Promise<void> =>
  vi.waitFor(holds, { timeout: 30_000, interval: 50 });

describe('openServing', () => {
  it('gives the champion, the baseline, and what users liked and saw', async () => {
    const installation = await temporaryInstallation();
    await twoChampions(installation);
    const sources = await open(installation);
    expect(sources.models.champion()?.version).toBe('als/1');
    expect(sources.models.baseline()?.version).toBe('popularity/1');
    // Every generated user liked 14 movies, oldest first, and saw no others.
    await sources.historyReady();
    const liked = sources.history.historyOf(userId('1000'));
    expect(liked.itemIds).toHaveLength(14);
    expect(Array.from(liked.timesMs).sort((a, b) => a - b)).toEqual(Array.from(liked.timesMs));
    expect([...sources.history.seenBy(userId('1000'))].sort()).toEqual([...liked.itemIds].sort());
    expect(sources.history.historyOf(userId('9')).itemIds).toEqual([]);
    expect(sources.catalogue.current()).toBeNull();
    expect(sources.troubles()).toEqual([]);
  });

  it('follows a rollback and prepares what it loads before it serves', async () => {
    const installation = await temporaryInstallation();
    await twoChampions(installation);
    const sources = await open(installation);
    const prepared: string[] = [];
    await sources.beforeServing(async (model: ServedModel) => void prepared.push(model.version));
    expect(prepared).toEqual(['als/1', 'popularity/1']);
    await rollBack(installation, { actor: 'test', because: 'a doubt' });
    await soon(() => expect(sources.models.champion()?.version).toBe('popularity/1'));
    expect(sources.models.champion()).toBe(sources.models.baseline());
  });

  it('follows a rollback while the model of an experiment is still being loaded', async () => {
    const installation = await temporaryInstallation();
    await twoChampions(installation);
    await trainModel(
      { ...installation, progress: SILENT },
      { family: 'item-knn', pairs: [], asOfMs: null },
    );
    const sources = await open(installation);
    const [begun, loaded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    onTestFinished(() => loaded.resolve());
    await sources.beforeServing(async ({ version }) => {
      if (version !== 'item-knn/1') return;
      begun.resolve();
      await loaded.promise;
    });
    await startOn(installation, { name: 'neighbours', kind: 'ab' });
    await begun.promise;
    await rollBack(installation, { actor: 'test', because: 'a doubt' });
    await soon(() => expect(sources.models.champion()?.version).toBe('popularity/1'));
    expect(sources.models.treatment?.('item-knn/1')).toBeNull();
    loaded.resolve();
    await soon(() => expect(sources.models.treatment?.('item-knn/1')).not.toBeNull());
  });

  it('goes on with what served before when the new champion is damaged, and says so', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    await run(installation, ['families=popularity']);
    const sources = await open(installation);
    await run(installation);
    const champion = (await versionBehind(installation.metadata, 'champion'))!;
    const model = await installation.artifacts.load('model', champion.modelId);
    await soon(() => expect(sources.models.champion()?.version).toBe('als/1'));
    await rollBack(installation, { actor: 'test', because: 'a doubt' });
    await soon(() => expect(sources.models.champion()?.version).toBe('popularity/1'));
    writeFileSync(join(model.folder, 'items.json'), '[]');
    await pointAlias(installation, 'champion', {
      version: 'als/1',
      reason: { actor: 'test', action: 'promote', because: 'not knowing of the damage' },
    });
    await soon(() => expect(sources.troubles()).toHaveLength(1));
    expect(sources.troubles()[0]).toMatch(/model als\/1 .*ARTIFACT_CORRUPT/);
    expect(sources.troubles()[0]).not.toContain(installation.home.root);
    expect(sources.models.champion()?.version).toBe('popularity/1');
  });

  it('serves the baseline when the champion is damaged from the start', async () => {
    const installation = await temporaryInstallation();
    await twoChampions(installation);
    const champion = (await versionBehind(installation.metadata, 'champion'))!;
    const model = await installation.artifacts.load('model', champion.modelId);
    writeFileSync(join(model.folder, 'items.json'), '[]');
    const sources = await open(installation);
    expect(sources.models.champion()).toBeNull();
    expect(sources.models.baseline()?.version).toBe('popularity/1');
    expect(sources.troubles()).toHaveLength(1);
  });

  it('shows something of the catalogue before there is any model, and follows its sync', async () => {
    const installation = await temporaryInstallation();
    const sources = await open(installation);
    expect(sources.constant).toEqual([]);
    const path = join(temporaryFolder(), 'movies.jsonl');
    const movie = (id: string, title: string): string =>
      `${JSON.stringify({ id, title, genres: [], runtime: 90, release_date: '2001-01-01' })}\n`;
    writeFileSync(path, movie('b+2001', 'B') + movie('a+2001', 'A'));
    await syncCatalogue({
      ...installation,
      items: movieFile(path),
      users: null,
      complete: false,
      timeless: true,
    });
    await soon(() => expect(sources.constant).toEqual(['a+2001', 'b+2001']));
    const catalogue = sources.catalogue.current()!;
    expect(catalogue.has('a+2001' as never)).toBe(true);
    expect(catalogue.titleOf('b+2001' as never)).toBe('B');
    expect(catalogue.has('c+2001' as never)).toBe(false);
  });
});
