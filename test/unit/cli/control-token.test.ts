import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlToken } from '../../../src/cli/control-token.ts';
import { temporaryFolder } from '../../support/installation.ts';

describe('the token of the control server', () => {
  const written = (): string => {
    const file = join(temporaryFolder(), 'token');
    writeFileSync(file, ' from-a-file-of-16\n');
    return file;
  };

  it('is that of the environment before that of a file', () => {
    const both = { SHOWRUNNER_TOKEN: 'said-outright-16', SHOWRUNNER_TOKEN_FILE: written() };
    expect(controlToken(both)).toBe('said-outright-16');
  });

  it('is the text of the file without blanks around it', () => {
    expect(controlToken({ SHOWRUNNER_TOKEN: '', SHOWRUNNER_TOKEN_FILE: written() })).toBe(
      'from-a-file-of-16',
    );
  });

  it('is none where neither is set', () => {
    expect(controlToken({})).toBeNull();
  });

  it('is refused with the name of a file that cannot be read', () => {
    const gone = join(temporaryFolder(), 'gone');
    expect(() => controlToken({ SHOWRUNNER_TOKEN_FILE: gone })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_FILE', message: expect.stringContaining(gone) }),
    );
  });
});
