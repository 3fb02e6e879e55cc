import { connect, type Socket } from 'node:net';

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const END_OF_HEAD = '\r\n\r\n';

/**
 * One kept-alive connection with at most one request on it. Reads no more of HTTP than the server
 * under load needs: a status, a length, a body; this process must not be what is measured.
 */
export class Connection {
  readonly #port: number;
  #socket: Socket | null = null;
  #received = '';
  #pending: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws Error when the connection breaks */
  get(path: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#socket ??= this.#open();
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the connection was closed')));
    return socket;
  }

  #fail(error: Error): void {
    this.#socket?.destroy();
    this.#socket = null;
    this.#received = '';
    this.#pending?.reject(error);
    this.#pending = null;
  }

  #read(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const from = end + END_OF_HEAD.length;
    if (this.#received.length < from + length) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      body: this.#received.slice(from, from + length),
    };
    this.#received = this.#received.slice(from + length);
    const pending = this.#pending;
    this.#pending = null;
    pending?.resolve(answer);
    if (/\r\nconnection: close/i.test(head)) this.#fail(new Error('the connection was closed'));
  }
}
