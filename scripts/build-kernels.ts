/** Compiles `kernels/` to `kernels/build/`: npm run build-kernels. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { compileKernels } from './build-kernels/compile-kernels.ts';

const folder = new URL('../kernels/build/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const build of ['plain', 'relaxed'] as const) {
  const bytes = await compileKernels(build);
  writeFileSync(new URL(`${build}.wasm`, folder), bytes);
  process.stdout.write(`kernels/build/${build}.wasm: ${bytes.length} bytes\n`);
}
