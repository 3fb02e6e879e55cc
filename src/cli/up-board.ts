import type { Terminal } from './terminal.ts';

const ESC = '\u001b[';

/**
 * The screen of `up`: lines that stay, and below them one line that is drawn anew. Where nobody
 * watches there are only the lines.
 */
export interface UpBoard {
  /** Words that stay, with the line ends between them. */
  line(text: string): void;
  /** What the last line shows from now on; cut at the width of the window. */
  status(text: string): void;
  /** Takes the last line away. */
  end(): void;
}

/** A board on a terminal. */
export function upBoard(terminal: Terminal): UpBoard {
  let shown = '';
  const wipe = (): string => (shown === '' ? '' : `\r${ESC}K`);
  return {
    line: (text) => terminal.err(`${wipe()}${text}\n${shown}`),
    status: (text) => {
      if (!terminal.interactive) return;
      const next = text.slice(0, Math.max(0, terminal.columns - 1));
      if (next === shown) return;
      terminal.err(`${wipe()}${next}`);
      shown = next;
    },
    end: () => {
      terminal.err(wipe());
      shown = '';
    },
  };
}
