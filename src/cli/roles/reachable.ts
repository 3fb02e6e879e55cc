/** An address under which a server that listens on `host` is reached from this machine. */
export const reachable = (host: string): string =>
  ['0.0.0.0', '::', '[::]', ''].includes(host) ? '127.0.0.1' : host;
