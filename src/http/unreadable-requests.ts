import type { Socket } from 'node:net';
import { rawRefusal } from './refusals.ts';

const LINGER_MS = 500;

/** Answers what arrives on a connection but is no request. */
export interface UnreadableRequests {
  /** A request began or ended on a connection. */
  began(socket: Socket): void;
  ended(socket: Socket): void;
  /** What the HTTP parser or a timeout objected to. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void;
}

/**
 * Lets requests that came before on the same connection get their answers, then refuses the rest
 * once and closes. The connection lingers a moment, because closing with unread bytes would take
 * the answer away from the client.
 *
 * @param count told the status of each refusal
 */
export function unreadableRequests(count: (status: number) => void): UnreadableRequests {
  const inFlight = new WeakMap<Socket, number>();
  const doomed = new WeakMap<Socket, number>();
  const close = (socket: Socket, status: number): void => {
    count(status);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(rawRefusal(status));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
  return {
    began: (socket) => void inFlight.set(socket, (inFlight.get(socket) ?? 0) + 1),
    ended: (socket) => {
      const left = Math.max(0, (inFlight.get(socket) ?? 0) - 1);
      inFlight.set(socket, left);
      const status = doomed.get(socket);
      if (left === 0 && status !== undefined) close(socket, status);
    },
    refuse: (error, socket) => {
      if (doomed.has(socket)) return;
      const status = statusOf(error.code);
      doomed.set(socket, status);
      if (error.code === 'ECONNRESET') socket.destroy();
      else if ((inFlight.get(socket) ?? 0) === 0) close(socket, status);
    },
  };
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
