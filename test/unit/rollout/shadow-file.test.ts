import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noShadow, readShadow, shadowFolder } from '../../../src/rollout/index.ts';
import { temporaryFolder } from '../../support/installation.ts';

describe('readShadow', () => {
  it('sums the minutes of all servers and leaves out a line that a kill has torn', () => {
    const home = { root: temporaryFolder() };
    expect(readShadow(home, 'next')).toBeNull();
    const folder = shadowFolder(home, 'next');
    mkdirSync(folder, { recursive: true });
    const minute = (fromMs: number, asked: number): string =>
      JSON.stringify({
        ...noShadow('als/2'),
        fromMs,
        untilMs: fromMs + 9,
        asked,
        longestMs: asked,
      });
    writeFileSync(join(folder, 'a-1.jsonl'), `${minute(100, 3)}\n${minute(200, 4)}\n`);
    writeFileSync(join(folder, 'b-2.jsonl'), `${minute(50, 5)}\n${minute(300, 6).slice(0, 40)}`);
    expect(readShadow(home, 'next')).toEqual({
      ...noShadow('als/2'),
      fromMs: 50,
      untilMs: 209,
      asked: 12,
      longestMs: 5,
    });
  });
});
