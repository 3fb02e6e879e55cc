import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { movieFile } from '../../src/adapters/index.ts';
import { syncCatalogue } from '../../src/catalogue/index.ts';
import { openInstallation, servingOf, systemClock, type Installation } from '../../src/compose.ts';
import { userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import type { Receipt } from '../../src/domain/receipt.ts';
import { parseSettings, runPipeline } from '../../src/pipeline/index.ts';
import type { ModelContent } from '../../src/registry/index.ts';
import { holdoutRecord } from '../../src/rollout/index.ts';
import {
  createRecommender,
  localRanker,
  replayer,
  replayReceipt,
  watchRules,
  type Why,
} from '../../src/serving/index.ts';
import { prepareModel, type PreparedModel } from '../../src/serving/prepared-model.ts';
import { loadReplayParts } from '../../src/serving/why/replay-ports.ts';
import { decodeSafetensors, openHome } from '../../src/store/index.ts';
import { openExposureLog, receiptIds } from '../../src/telemetry/index.ts';
import { requireFamily } from '../../src/training/index.ts';
import { controlServer } from '../support/control-server.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { keepRecord } from '../support/keep-record.ts';
import { temporaryFolder, temporaryFolderForAll } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const RULES = `
unknownAge: adult
blocked: [movie+0+0+2001]
pins: [{ item: movie+3+3+2001, position: 3 }]
boosts: [{ genre: Circle 1, multiply: 1.5 }]
caps: { genre: 8 }
diversity: { lambda: 0.8 }
exploration: { share: 0.2, depth: 10 }
`;

/** A home with two champions after each other, a catalogue, rules, and lists made under them. */
async function filledHome(root: string): Promise<readonly Receipt[]> {
  const installation = await openInstallation(openHome(root));
  try {
    await fillInstallation(installation, undefined, root);
    await syncMovies(installation, root);
    const run = (sets: readonly string[]) =>
      runPipeline(
        { ...installation, progress: SILENT },
        { settings: parseSettings(sets), asOfMs: null, force: false },
      );
    await run(['families=popularity']);
    await run(QUICK);
    return await serveSome(installation, root);
  } finally {
    await installation.close();
  }
}

async function syncMovies(installation: Installation, root: string): Promise<void> {
  const path = join(root, 'movies.jsonl');
  const movies = Array.from({ length: 200 }, (_, k) => {
    const [circle, rank] = [Math.floor(k / 50), k % 50];
    return JSON.stringify({
      id: `movie+${circle}+${rank}+2001`,
      title: `Movie ${rank} of circle ${circle}`,
      genres: [{ name: `Circle ${circle}` }],
      runtime: 90,
      release_date: '2001-01-01',
    });
  });
  writeFileSync(path, `${movies.join('\n')}\n`);
  await syncCatalogue({
    ...installation,
    items: movieFile(path),
    users: null,
    complete: false,
    timeless: true,
  });
}

/** 40 lists: half of them by the file's rules, the others by rules that came later. */
async function serveSome(installation: Installation, root: string): Promise<Receipt[]> {
  const holdout = holdoutRecord({ version: 1, salt: 'salt-1', rate: 0.25 });
  await keepRecord(installation.metadata, holdout, 0);
  const sources = await servingOf(installation);
  await sources.historyReady();
  const file = join(root, 'rules.yaml');
  writeFileSync(file, RULES);
  const logger = { info: () => undefined, warn: () => undefined };
  const rules = watchRules({ file, named: true, home: installation.home, logger });
  const exposures = openExposureLog(installation.home.exposures, systemClock);
  try {
    const recommender = createRecommender({
      ...sources,
      rules,
      clock: systemClock,
      monotonic: { nowMs: () => performance.now() },
      newReceiptId: receiptIds(systemClock),
      // Lateness is another test's business, and this machine may be busy.
      settings: { deadlineMs: 60_000, lastResortMs: 60_000 },
    });
    const receipts: Receipt[] = [];
    for (let user = 0; user < 40; user++) {
      if (user === 20) {
        writeFileSync(file, 'caps: { genre: 15 }\n');
        rules.look();
      }
      const { receipt } = await recommender.recommend(userId(String(1000 + user * 4)), {
        count: 20,
      });
      await exposures.append(receipt);
      receipts.push(receipt);
    }
    return receipts;
  } finally {
    await exposures.close();
    rules.close();
    await sources.close();
  }
}

/** The model with one bit of one factor of the first scored item turned over: 1/2048 of its size. */
async function withAlteredFactor(
  { artifacts }: Installation,
  { exposures, trace, modelId }: Receipt,
  { served }: PreparedModel,
): Promise<PreparedModel> {
  const artifact = await artifacts.load<ModelContent>('model', modelId!);
  const path = join(artifact.folder, 'tensors.safetensors');
  const { tensors } = decodeSafetensors(readFileSync(path), path);
  const { recipe } = artifact.manifest.content;
  const family = requireFamily(recipe.family);
  const { data, shape } = tensors['item_factors']!;
  // Warm items come first among the model's items; one of those on the list has its vector here.
  const shown = exposures.filter((_, at) => trace!.placed[at] === 0);
  const row = shown.map(({ itemId }) => served.itemIds.indexOf(itemId)).find((r) => r < shape[0]!)!;
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  bits[row * shape[1]!]! ^= 1 << 12;
  const configuration = family.configuration.parse(recipe.configuration);
  const scorer = family.scorer({ tensors }, configuration, served.itemIds);
  return prepareModel({ ...served, ranker: localRanker(scorer) });
}

describe('showrunner why', () => {
  let root = '';
  let receipts: readonly Receipt[] = [];
  beforeAll(async () => {
    root = join(temporaryFolderForAll(), 'home');
    receipts = await filledHome(root);
  });
  const why = (receipt: Receipt, home = root, ...more: readonly string[]) =>
    say('why', receipt.receiptId, '--home', home, ...more);
  /** A copy of the home that a test may damage. */
  const copy = (): string => {
    const home = join(temporaryFolder(), 'home');
    cpSync(root, home, { recursive: true });
    return home;
  };
  const modelFile = (home: string, receipt: Receipt): string =>
    join(home, 'models', receipt.modelId!, 'tensors.safetensors');

  it('makes every list again, item for item, from the artifacts', async () => {
    const installation = await openInstallation(openHome(root));
    try {
      const replayed = replayer(installation);
      for (const receipt of receipts)
        expect(await replayed(receipt)).toMatchObject({ replay: { same: true }, missing: [] });
    } finally {
      await installation.close();
    }
    const said = await why(receipts[0]!, root, '--replay');
    expect(said.out).toContain('Replayed: the same, item for item (20 of 20)');
    expect(said.code).toBe(0);
    expect(new Set(receipts.map(({ tier }) => tier))).toEqual(new Set(['personal', 'popularity']));
    expect(receipts.some(({ trace }) => trace!.exploration!.drawn.length > 0)).toBe(true);
    const held = receipts.filter(({ trace }) => trace!.variant === 'holdout@1:not-personal');
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(receipts.length);
    for (const { trace } of held)
      expect(trace!.models.map(({ role }) => role)).toEqual(['baseline']);
    expect((await why(held[0]!)).out).toContain('no personal model was asked');
  });

  it('says why each item is there, what rules took out, and what it all came from', async () => {
    const said = await why(receipts[0]!, root, '--json');
    expect(said.code).toBe(0);
    const { items, chain, replay, missing } = documentOf<Why>(said);
    expect(items).toHaveLength(20);
    expect(items[2]).toMatchObject({ itemId: 'movie+3+3+2001', source: 'pinned' });
    const scored = items.filter(({ source }) => source === 'champion');
    expect(scored.every(({ because }) => because.length > 0)).toBe(true);
    expect(scored[0]!.because[0]!.title).toMatch(/^Movie \d+ of circle \d$/);
    expect(replay).toBeNull();
    expect(missing).toEqual([]);
    expect(chain.broken).toEqual([]);
    expect(chain.model!.version).toBe('als/1');
    expect(chain.run!.stage).not.toBeNull();
    expect(chain.segments.length).toBeGreaterThan(0);
    expect(chain.dataset!.lines).toBeGreaterThan(0);
    expect(chain.model!.code).toMatchObject({
      lockfile: expect.stringMatching(/^[0-9a-f]{64}$/),
      runtime: expect.stringMatching(/^node /),
    });
    const words = (await why(receipts[0]!)).out;
    expect(words).toContain('because of Movie');
    expect(words).toContain(`Segments ${chain.segments[0]!.id.slice(0, 12)}`);
  });

  it('is told by the control server too, with the reasons where they are asked for', async () => {
    const server = await controlServer({}, root);
    const id = receipts[0]!.receiptId;
    const plain = JSON.parse((await server.send(`/v1/receipts/${id}`)).body) as Partial<Why>;
    expect(plain.chain!.model!.version).toBe('als/1');
    expect(plain.items).toBeUndefined();
    const reply = await server.send(`/v1/receipts/${id}?reasons=true`);
    const { items } = JSON.parse(reply.body) as Why;
    const told = documentOf<Why>(await why(receipts[0]!, root, '--json')).items;
    expect(items).toEqual(told);
  });

  it('names a model whose file was damaged, and does not call the list the same', async () => {
    const home = copy();
    const path = modelFile(home, receipts[0]!);
    const bytes = readFileSync(path);
    bytes[bytes.length - 2]! ^= 1;
    writeFileSync(path, bytes);
    const said = await why(receipts[0]!, home, '--replay');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/Missing: Model als\/1 .*ARTIFACT_CORRUPT/);
    expect(said.err).toContain('REPLAY_DIFFERS');
  });

  it('does not call a list the same once a single stored factor is another', async () => {
    const receipt = receipts[0]!;
    const installation = await openInstallation(openHome(root));
    try {
      const { parts } = await loadReplayParts(installation, receipt.trace!);
      expect((await replayReceipt(receipt, receipt.trace!, parts)).same).toBe(true);
      const altered = await withAlteredFactor(installation, receipt, parts.models[0]!);
      const models = [altered, ...parts.models.slice(1)];
      const replay = await replayReceipt(receipt, receipt.trace!, { ...parts, models });
      expect(replay.same).toBe(false);
    } finally {
      await installation.close();
    }
  });

  it('names rules that are gone', async () => {
    const home = copy();
    const { receiptId, trace } = receipts[0]!;
    writeFileSync(join(home, 'rules', `${trace!.rulesId}.yaml`), 'blocked: []\n');
    const said = await say('why', receiptId, '--home', home, '--replay');
    expect(said.code).toBe(1);
    expect(said.out).toContain('RULES_NOT_KEPT');
  });

  it('says what an older receipt has not', async () => {
    const home = copy();
    const { trace: _, ...older } = receipts[0]!;
    const id = receiptIds(systemClock)();
    const line = JSON.stringify({ ...older, receiptId: id });
    writeFileSync(join(home, 'exposures', '20200101T000000000Z-1.jsonl'), `${line}\n`);
    expect((await say('why', id, '--home', home)).code).toBe(0);
    const said = await say('why', id, '--home', home, '--replay');
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('REPLAY_IMPOSSIBLE')]);
  });

  it('knows no other receipts', async () => {
    const said = await say('why', receiptIds(systemClock)(), '--home', root);
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('RECEIPT_UNKNOWN')]);
  });
});
