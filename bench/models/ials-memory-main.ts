/** Trains iALS for two epochs from raw files and prints its peak memory as JSON; see `child.ts`. */
import { openCrew } from '../../src/math/kernels/crew.ts';
import { factorize } from '../../src/math/kernels/factorization.ts';
import { kernelSettings } from '../../src/math/kernels/kernel-build.ts';
import { seededRng } from '../../src/math/rng.ts';
import { pairsOfFiles, type SparseFiles } from './sparse-files.ts';

const D = 64;
const files = JSON.parse(process.argv[2]!) as SparseFiles;
const rng = seededRng(1, 'start');
const columns = (): number => 0.01 * rng.normal();
const crew = openCrew(kernelSettings(), { work: Infinity });
const objective = {
  factorCount: D,
  unobservedWeight: 1,
  observedWeight: 6,
  excess: 1,
  steps: 2,
  ridgeOf: () => 0.01,
};
const training = factorize(crew, pairsOfFiles(files), objective, { rows: null, columns });
for (let epoch = 0; epoch < 2; epoch++) await training.epoch();
const result = {
  factorCount: D,
  kernelMegabytes: crew.memory.usedBytes / 1e6,
  peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
};
await crew.close();
process.stdout.write(JSON.stringify(result));
