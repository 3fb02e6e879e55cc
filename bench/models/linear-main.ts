/**
 * Trains a linear model on raw files, saves it, loads it and answers one request, as `train` and
 * serving do; prints seconds of each and peak memory as JSON. See `child.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openArtifacts } from '../../src/compose.ts';
import type { Positives } from '../../src/datasets/index.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { topK } from '../../src/math/top-k.ts';
import { codeVersion } from '../../src/pipeline/index.ts';
import { loadModel, saveModel } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import { pairsOfFiles, type SparseFiles } from './sparse-files.ts';

const { family: name, ...files } = JSON.parse(process.argv[2]!) as SparseFiles & {
  readonly family: string;
};

/** What a dataset's positives hold, an instant a pair among it. */
function positivesOf({ userCount, itemCount, pairCount }: SparseFiles): Positives {
  const [users, items] = [new Uint32Array(pairCount), new Uint32Array(pairCount)];
  let at = 0;
  pairsOfFiles(files).each((user, item) => {
    users[at] = user;
    items[at++] = item;
  });
  return {
    userIds: Array.from({ length: userCount }, (_, user) => userId(`u${user}`)),
    itemIds: Array.from({ length: itemCount }, (_, item) => itemId(`i${item}`)),
    users,
    items,
    timesMs: Float64Array.from({ length: pairCount }, (_, k) => k),
  };
}

const started = performance.now();
let lap = started;
const secondsSince = (): number => {
  const [from, to] = [lap, performance.now()];
  lap = to;
  return (to - from) / 1000;
};
const family = requireFamily(name);
const given = parseConfiguration(family, { maxItems: files.itemCount });
const positives = positivesOf(files);
const home = mkdtempSync(join(files.offsets, '..', 'home-'));
const artifacts = openArtifacts(openHome(home));
const readSeconds = secondsSince();
const trained = await family.train(positives, given, { asOfMs: 0, seed: 0, progress: SILENT });
const trainSeconds = secondsSince();
const { id } = await saveModel(artifacts, {
  recipe: { family: name, configuration: given },
  seed: 0,
  dataset: '',
  asOfMs: 0,
  itemIds: positives.itemIds,
  trained,
  evaluation: null,
  trainSeconds,
  code: codeVersion(),
});
const saveSeconds = secondsSince();
const { scorer } = await loadModel(artifacts, id);
const loadSeconds = secondsSince();
const scores = new Float32Array(files.itemCount);
const history = { items: [...positives.items.subarray(0, 100)], timesMs: [] };
scorer.score({ ...history, timesMs: history.items.map((_, k) => k) }, { asOfMs: 0 }, scores);
const top = topK(scores, 20, new Set(history.items));
const answerSeconds = secondsSince();
rmSync(home, { recursive: true });
const { user, system } = process.cpuUsage();
const result = {
  family: name,
  itemCount: files.itemCount,
  arithmetic: trained.arithmetic,
  seconds: (performance.now() - started) / 1000,
  readSeconds,
  trainSeconds,
  saveSeconds,
  loadSeconds,
  answerMilliseconds: 1000 * answerSeconds,
  listed: top.length,
  cpuSeconds: (user + system) / 1e6,
  peakGigabytes: (process.resourceUsage().maxRSS * 1024) / 1e9,
};
process.stdout.write(JSON.stringify(result));
