import type { Progress } from '../domain/progress.ts';

/** Where a command's words go. Injected, so that tests read what a person would see. */
export interface Terminal {
  /** The result: one JSON document with `--json`, plain words without. */
  out(text: string): void;
  /** Progress, logs, errors. */
  err(text: string): void;
  /** Whether a person watches `err`: progress lines are redrawn in place only then. */
  readonly interactive: boolean;
  /** Width of the person's window. */
  readonly columns: number;
  /** Aborted on Ctrl-C; long-running commands end in good order then. */
  readonly stop: AbortSignal;
}

/** The real one. */
export const processTerminal = (stop: AbortSignal): Terminal => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  // A terminal that does not know its width says 0.
  columns: process.stderr.columns || 80,
  stop,
});

const REDRAW_MS = 100;

/**
 * Draws progress as one line with a share, a rate and an ETA, redrawn in place; where nobody
 * watches, only sentences are written. The line is wiped before a sentence and at the end.
 */
export function terminalProgress(terminal: Terminal): Progress & { end(): void } {
  let task = '';
  let startedMs = 0;
  let drawnMs = 0;
  let drawn = false;
  const wipe = (): void => {
    if (drawn) terminal.err('\r\u001b[K');
    drawn = false;
  };
  return {
    update: (state) => {
      if (!terminal.interactive) return;
      const now = performance.now();
      if (state.task !== task) {
        task = state.task;
        startedMs = now;
      } else if (now - drawnMs < REDRAW_MS && state.done !== state.total) return;
      drawnMs = now;
      const line = progressLine({ ...state, seconds: (now - startedMs) / 1000 });
      terminal.err(`\r\u001b[K${line.slice(0, terminal.columns - 1)}`);
      drawn = true;
    },
    say: (sentence) => {
      wipe();
      terminal.err(`${sentence}\n`);
    },
    end: wipe,
  };
}

/** The text of a progress line. Exported for its test. */
export function progressLine(state: {
  readonly task: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly note?: string;
  readonly seconds: number;
}): string {
  const rate = state.seconds > 0 ? state.done / state.seconds : 0;
  const parts = [
    state.total === null
      ? `${count(state.done)} ${state.unit}`
      : `${count(state.done)} of ${count(state.total)} ${state.unit}`,
  ];
  if (rate > 0) parts.push(`${count(rate)}/s`);
  if (state.total !== null && rate > 0 && state.done < state.total)
    parts.push(`${duration((state.total - state.done) / rate)} left`);
  if (state.note !== undefined) parts.push(state.note);
  return `${state.task}: ${parts.join(' · ')}`;
}

/** 1234567 as `1,234,567`; numbers below 10 keep one decimal unless whole. */
export const count = (value: number): string =>
  value < 10 && !Number.isInteger(value)
    ? value.toFixed(1)
    : Math.round(value).toLocaleString('en-US');

/** Seconds as a person says them: `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
