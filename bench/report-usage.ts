import { writeFileSync } from 'node:fs';
import { USAGE_PATH } from './run-process.ts';

/** Loaded before a measured program: writes what its process used when it ends. */
const path = process.env[USAGE_PATH];
if (path !== undefined)
  process.on('exit', () => writeFileSync(path, JSON.stringify(process.resourceUsage())));
