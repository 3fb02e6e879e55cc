import { fileURLToPath } from 'node:url';
import { superviseRoles } from '../../src/supervision/index.ts';

/**
 * A supervisor in a process of its own: `node supervisor-main.ts MODE…`, a role for each mode. It
 * writes `MODE: line` for every line, and ends at once on SIGINT.
 */
const child = fileURLToPath(new URL('supervised-role.ts', import.meta.url));
process.on('SIGINT', () => process.exit(130));
await superviseRoles({
  roles: process.argv.slice(2).map((mode) => ({
    name: mode,
    ends: false,
    command: { file: process.execPath, args: [child, mode] },
  })),
  monotonic: { nowMs: () => performance.now() },
  stop: new AbortController().signal,
  line: (role, text) => void process.stdout.write(`${role}: ${text}\n`),
  facts: () => undefined,
  say: (sentence) => void process.stdout.write(`${sentence}\n`),
});
