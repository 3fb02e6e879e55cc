import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { hasProblems, rawRefusal } from './refusals.ts';

const LINGER_MS = 500;

/** Answers what arrives on a connection but is no request. */
export interface UnreadableRequests {
  /** A request began or ended on its connection. */
  began(request: IncomingMessage): void;
  ended(request: IncomingMessage): void;
  /** What the HTTP parser or a timeout objected to. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void;
}

/**
 * Lets requests that came before on the same connection get their answers, then refuses the rest
 * once and closes. A request whose body has not arrived cannot be answered and is refused with the
 * rest. The connection lingers a moment, because closing with unread bytes would take the answer
 * away from the client.
 *
 * @param count told the status of each refusal
 */
export function unreadableRequests(count: (status: number) => void): UnreadableRequests {
  const inFlight = new WeakMap<Socket, Set<IncomingMessage>>();
  const doomed = new WeakMap<Socket, number>();
  const close = (socket: Socket, status: number): void => {
    const [unfinished] = inFlight.get(socket) ?? [];
    inFlight.delete(socket);
    count(status);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(rawRefusal(status, unfinished !== undefined && hasProblems(unfinished.url ?? '')));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
  return {
    began: (request) => {
      const requests = inFlight.get(request.socket);
      if (requests === undefined) inFlight.set(request.socket, new Set([request]));
      else requests.add(request);
    },
    ended: (request) => {
      const { socket } = request;
      const status = doomed.get(socket);
      if (inFlight.get(socket)?.delete(request) !== true || status === undefined) return;
      if (isWaitedFor(inFlight.get(socket)!)) close(socket, status);
    },
    refuse: (error, socket) => {
      if (doomed.has(socket)) return;
      const status = statusOf(error.code);
      doomed.set(socket, status);
      if (error.code === 'ECONNRESET') socket.destroy();
      else if (isWaitedFor(inFlight.get(socket) ?? new Set())) close(socket, status);
    },
  };
}

/** Whether nothing is under way but what would wait for the rest of its body for ever. */
const isWaitedFor = (requests: ReadonlySet<IncomingMessage>): boolean =>
  [...requests].every(({ complete }) => !complete);

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
