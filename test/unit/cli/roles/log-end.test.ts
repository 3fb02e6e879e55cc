import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logEndMs } from '../../../../src/cli/roles/log-end.ts';
import { temporaryFolder } from '../../../support/installation.ts';

const endOf = (text: string): Promise<number | null> => {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, text);
  return logEndMs(path);
};
const line = (time: string): string => `${time},7,GET /rate/a+2000=4\n`;

describe('the end of a log', () => {
  it('is the latest time among its last lines, faulty ones left out', async () => {
    const text = `${line('2026-01-05T10:00:03')}${line('2026-01-05T10:00:01')}rubbish\n`;
    expect(await endOf(text)).toBe(Date.UTC(2026, 0, 5, 10, 0, 3));
  });

  it('is found behind more lines than are looked at', async () => {
    const text = line('2026-01-05T10:00').repeat(2000) + line('2026-01-06T11:00');
    expect(await endOf(text)).toBe(Date.UTC(2026, 0, 6, 11));
  });

  it('does not count a line that is still being written', async () => {
    expect(await endOf('2026-01-05T10:00:03,7,GET /rate/a+2000=4')).toBeNull();
  });

  it('is unknown for an empty log', async () => {
    expect(await endOf('')).toBeNull();
  });
});
