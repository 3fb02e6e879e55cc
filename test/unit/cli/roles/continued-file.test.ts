import { array, assert, double, property, stringMatching } from 'fast-check';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { continueFile } from '../../../../src/cli/roles/continued-file.ts';
import { temporaryFolder } from '../../../support/installation.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a continued file', () => {
  it('is made where there is none', () => {
    const path = join(temporaryFolder(), 'log');
    const file = continueFile(path);
    expect(file.remaining).toBe(0);
    file.write(bytes('one\n'));
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('one\n');
  });

  it('completes a line that its writer was killed in', () => {
    const path = join(temporaryFolder(), 'log');
    writeFileSync(path, 'one\ntw');
    const file = continueFile(path);
    file.write(bytes('one\n'));
    expect(file.remaining).toBe(2);
    file.write(bytes('two\nthree\n'));
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('refuses content that another world made, and changes nothing', () => {
    const path = join(temporaryFolder(), 'log');
    writeFileSync(path, 'one\ntwo\n');
    const file = continueFile(path);
    file.write(bytes('one\n'));
    expect(() => file.write(bytes('tva\nthree\n'))).toThrow(
      expect.objectContaining({ code: 'SIMULATION_DIVERGED' }),
    );
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('ends up with the same content wherever its writer was cut off', () => {
    const path = join(temporaryFolder(), 'log');
    assert(
      property(
        array(stringMatching(/^[a-z]{0,9}$/), { minLength: 1 }),
        double({ min: 0, max: 1, noNaN: true }),
        (pieces, share) => {
          const whole = pieces.join('\n');
          writeFileSync(path, whole.slice(0, Math.floor(share * whole.length)));
          const file = continueFile(path);
          for (const [k, piece] of pieces.entries())
            file.write(bytes(k === 0 ? piece : `\n${piece}`));
          file.close();
          expect(readFileSync(path, 'utf8')).toBe(whole);
          rmSync(path);
        },
      ),
    );
  });
});
