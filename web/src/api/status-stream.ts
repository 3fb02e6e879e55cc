import type { Status } from './status-types.ts';

/** How the line to the server is. */
export type Line = 'waiting' | 'live' | 'lost';

/** The latest status, and whether it still comes. */
export interface Watched {
  readonly status: Status | null;
  readonly line: Line;
  /** How far the machine's clock is ahead of the reader's, milliseconds. */
  readonly aheadMs: number;
}

/** Follows `GET /v1/events` for whoever subscribes; one connection for the whole page. */
export interface StatusStream {
  subscribe(listener: () => void): () => void;
  current(): Watched;
}

/** Without a word for so long the line counts as lost; the server beats every 15 s. */
const RETRY_MS = 4_000;

/** @param open makes the connection; another one in tests only */
export function statusStream(open = () => new EventSource('/v1/events')): StatusStream {
  let watched: Watched = { status: null, line: 'waiting', aheadMs: 0 };
  const listeners = new Set<() => void>();
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const become = (next: Watched): void => {
    watched = next;
    for (const listener of listeners) listener();
  };
  const connect = (): void => {
    source = open();
    source.addEventListener('status', (event) => {
      const status = JSON.parse(String((event as MessageEvent).data)) as Status;
      become({ status, line: 'live', aheadMs: Date.parse(status.now) - Date.now() });
    });
    source.addEventListener('error', () => {
      become({ ...watched, line: 'lost' });
      // A refused connection is not tried again by the browser.
      if (source?.readyState !== 2) return;
      clearTimeout(retry);
      retry = setTimeout(connect, RETRY_MS);
    });
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (source === null) connect();
      return () => listeners.delete(listener);
    },
    current: () => watched,
  };
}
