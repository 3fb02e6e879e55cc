import { pino } from 'pino';
import type { Clock } from '../domain/clock.ts';

/** Details of a log line: flat, small, without user ids. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null>>;

/** Writes what happened as JSON lines for machines to collect. */
export interface Logger {
  info(event: string, details?: LogDetails): void;
  warn(event: string, details?: LogDetails): void;
  error(event: string, details?: LogDetails): void;
}

/** A logger that hands each line, newline included, to `write`. Times are the clock's. */
export function jsonLogger(write: (line: string) => void, clock: Clock): Logger {
  const target = pino(
    {
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return {
    info: (event, details = {}) => target.info(details, event),
    warn: (event, details = {}) => target.warn(details, event),
    error: (event, details = {}) => target.error(details, event),
  };
}
