/** Trains EASE on raw files and prints seconds and peak memory as JSON; see `child.ts`. */
import { itemId, userId } from '../../src/domain/ids.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import { pairsOfFiles, type SparseFiles } from './sparse-files.ts';

const files = JSON.parse(process.argv[2]!) as SparseFiles;
const { userCount, itemCount, pairCount } = files;
const [users, items] = [new Uint32Array(pairCount), new Uint32Array(pairCount)];
let at = 0;
pairsOfFiles(files).each((user, item) => {
  users[at] = user;
  items[at++] = item;
});
const positives = {
  userIds: Array.from({ length: userCount }, (_, user) => userId(`u${user}`)),
  itemIds: Array.from({ length: itemCount }, (_, item) => itemId(`i${item}`)),
  users,
  items,
  timesMs: new Float64Array(0),
};
const ease = requireFamily('ease');
const configuration = parseConfiguration(ease, { maxItems: itemCount });
const started = performance.now();
const cpu = process.cpuUsage();
const model = await ease.train(positives, configuration, { asOfMs: 0, seed: 0, progress: SILENT });
const { user, system } = process.cpuUsage(cpu);
const result = {
  itemCount,
  arithmetic: model.arithmetic,
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakGigabytes: process.resourceUsage().maxRSS / 1e6,
};
process.stdout.write(JSON.stringify(result));
