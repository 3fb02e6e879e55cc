import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const MODULE = 'github.com/zhenghaoz/gorse/cmd/gorse-in-one@v0.4.15';
const PATIENCE_MS = 20 * 60_000;

/**
 * Why Gorse does not run beside us: no Go, or its module cannot be had or built from the module
 * proxy. Where it does build, its figures have to be taken by hand: see `docs/scoring.md`.
 */
export function gorseSkipped(folder: string): string {
  if (spawnSync('go', ['version']).status !== 0) return 'there is no Go here';
  const bin = join(folder, 'gorse');
  mkdirSync(bin, { recursive: true });
  const built = spawnSync('go', ['install', MODULE], {
    env: { ...process.env, GOBIN: bin },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  if (built.status === 0) return `it was built from ${MODULE}, and nothing here drives it yet`;
  const reason = built.stderr
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '');
  return `the module proxy has no ${MODULE} for us: ${reason?.trim().replace(/\.$/, '') ?? 'no answer in time'}`;
}
