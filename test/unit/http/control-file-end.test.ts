import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileEnds } from '../../../src/http/control-file-end.ts';
import { temporaryFolder } from '../../support/installation.ts';
import { watchLines } from '../../support/log-lines.ts';

const at = (second: number): number => Date.UTC(2024, 2, 1) + second * 1000;

describe('the end of a log file', () => {
  it('is the time of its last whole line that means something', () => {
    const path = join(temporaryFolder(), 'a.log');
    const endOf = fileEnds();
    writeFileSync(path, `${watchLines(3).join('\n')}\n`);
    expect(endOf(path)).toMatchObject({ lastEventMs: at(2) });
    // A rating of 1 that may become one of 10: the line is not whole.
    appendFileSync(path, 'nonsense\n2024-03-01T09:00:00,1,GET /rate/film+1=1');
    expect(endOf(path)).toMatchObject({ lastEventMs: at(2) });
    appendFileSync(path, '0\r\n');
    expect(endOf(path)).toMatchObject({ lastEventMs: at(9 * 3600) });
  });

  it('is found behind much text by reading a little', () => {
    const path = join(temporaryFolder(), 'a.log');
    writeFileSync(path, `${watchLines(20_000).join('\n')}\n`);
    expect(fileEnds()(path)).toMatchObject({ lastEventMs: at(19_999) });
  });

  it('is not known for a file that is missing, empty, packed or strange', () => {
    const folder = temporaryFolder();
    const endOf = fileEnds();
    expect(endOf(join(folder, 'none.log'))).toBeNull();
    for (const [name, content] of [
      ['empty.log', ''],
      ['a.log.gz', gzipSync(watchLines(3).join('\n'))],
      ['strange.log', 'x\n'.repeat(10)],
    ] as const) {
      writeFileSync(join(folder, name), content);
      expect([name, endOf(join(folder, name))]).toEqual([name, null]);
      expect(endOf(join(folder, name))).toBeNull();
    }
    expect(endOf(folder)).toBeNull();
  });
});
