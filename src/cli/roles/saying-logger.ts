import type { LogDetails, Logger } from '../../telemetry/index.ts';

/** Warnings and errors in words; what else a server notes is for machines. */
export function sayingLogger(say: (sentence: string) => void): Logger {
  const tell = (event: string, details: LogDetails = {}): void => {
    const rest = Object.entries(details).map(([key, value]) => `${key} ${value}`);
    say(`${event.replaceAll('-', ' ')}${rest.length === 0 ? '' : `: ${rest.join(', ')}`}`);
  };
  return { info: () => undefined, warn: tell, error: tell };
}
