import { describe, expect, it } from 'vitest';
import { upBoard } from '../../../src/cli/up-board.ts';

function board(interactive: boolean) {
  let written = '';
  const terminal = {
    out: () => undefined,
    err: (text: string) => void (written += text),
    interactive,
    columns: 12,
    stop: new AbortController().signal,
  };
  return { ...upBoard(terminal), written: () => written };
}
const WIPE = '\r\u001b[K';

describe('the board', () => {
  it('keeps lines above the line that is drawn anew', () => {
    const { line, status, end, written } = board(true);
    line('one');
    status('now');
    line('two');
    status('now');
    status('then');
    end();
    expect(written()).toBe(`one\nnow${WIPE}two\nnow${WIPE}then${WIPE}`);
  });

  it('cuts the last line so that it never wraps', () => {
    const { status, written } = board(true);
    // 12 columns hold 11 characters: the last column would make some terminals wrap.
    status('0123456789abcdef');
    expect(written()).toBe('0123456789a');
  });

  it('shows lines alone where nobody watches', () => {
    const { line, status, end, written } = board(false);
    status('now');
    line('one');
    end();
    expect(written()).toBe('one\n');
  });
});
