import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { KernelBuild } from '../../src/math/kernels/kernel-build.ts';

/** No assertions, no runtime of its own, memory from outside and shared by threads. */
const OPTIONS = [
  '--noAssert',
  '--runtime stub',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory 1',
  '--maximumMemory 65536',
  '--enable simd',
  '--enable threads',
  '-O3',
  '--converge',
  // That v128 cannot be passed from JavaScript: none of ours is.
  '--disableWarning 112',
].flatMap((option) => option.split(' '));

const RELAXED = ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'];

/** Compiles the kernels; equal sources give equal bytes. */
export async function compileKernels(build: KernelBuild): Promise<Uint8Array> {
  const written = new Map<string, Uint8Array>();
  const given = build === 'relaxed' ? [...OPTIONS, ...RELAXED] : OPTIONS;
  const baseDir = fileURLToPath(new URL('../../kernels', import.meta.url));
  const { error, stderr } = await asc.main(
    ['index.ts', '--outFile', 'out.wasm', '--baseDir', baseDir, ...given],
    {
      writeFile: (name, contents) => void written.set(name, Buffer.from(contents)),
      readFile: (name, folder) => readIfThere(`${folder}/${name}`),
    },
  );
  const bytes = written.get('out.wasm');
  if (error !== null || bytes === undefined)
    throw new Error(`The kernels do not compile:\n${stderr.toString()}`, { cause: error });
  return bytes;
}

/** The compiler asks for files in several places. */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
