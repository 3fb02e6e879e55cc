import { existsSync } from 'node:fs';
import type { Home } from '../store/index.ts';
import { demoPaths } from './roles/demo-files.ts';
import type { DemoSettings } from './roles/settings.ts';
import { demoOf } from './up-demo.ts';

/** The demo that a home holds; `null` for a home of another log. */
export const knownDemo = (home: Home): DemoSettings | null =>
  existsSync(demoPaths(home.root).settings) ? demoOf(home, {}) : null;
