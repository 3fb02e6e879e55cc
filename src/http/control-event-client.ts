import type { Writable } from 'node:stream';

/** One connection that follows the events. */
export interface EventClient {
  /** Sends a text. While the last one has not left, only the latest waits; comments are dropped. */
  send(text: string): void;
  end(): void;
}

/**
 * Makes a client of a response, so that whoever reads slowly costs no more than one text and never
 * misses the latest.
 */
export function eventClient(response: Writable): EventClient {
  let isFull = false;
  let waiting: string | null = null;
  const send = (text: string): void => {
    if (!isFull) isFull = !response.write(text);
    else if (!text.startsWith(':')) waiting = text;
  };
  response.on('drain', () => {
    isFull = false;
    const text = waiting;
    waiting = null;
    if (text !== null) send(text);
  });
  response.on('error', () => response.destroy());
  return { send, end: () => void response.end() };
}
