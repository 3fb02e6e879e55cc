import { connect } from 'node:net';

/** What came back over a connection until it was closed. */
export interface RawReply {
  readonly text: string;
  /** Status codes of the answers, in order. */
  readonly statuses: readonly number[];
}

/** How bytes are sent. */
export interface RawOptions {
  /** Ends the sending side after the bytes, as a client that is done does. */
  readonly end?: boolean;
}

/** Sends bytes as they are to a port of this machine and reads until the other side closes. */
export function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  { end = false }: RawOptions = {},
): Promise<RawReply> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      socket.write(bytes);
      if (end) socket.end();
    });
    const done = (): void => {
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, code]) => Number(code));
      resolve({ text, statuses });
      socket.destroy();
    };
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', done);
  });
}

/** A GET of a path as it is, the connection closed after the answer. */
export const rawGet = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
