import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a little certificate authority and of two who hold its certificates, PEM. */
export interface Certificates {
  readonly ca: string;
  readonly brokerCert: string;
  readonly brokerKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Makes certificates for a broker on 127.0.0.1 and a client, valid for a day. */
export function makeCertificates(folder: string): Certificates {
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '1', '-subj', '/CN=test authority',
    '-keyout', path('ca.key'), '-out', path('ca.pem')); // prettier-ignore
  writeFileSync(path('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  for (const who of ['broker', 'client']) {
    openssl('req', ...key, '-subj', `/CN=${who}`,
      '-keyout', path(`${who}.key`), '-out', path(`${who}.csr`)); // prettier-ignore
    openssl('x509', '-req', '-in', path(`${who}.csr`), '-CA', path('ca.pem'), '-CAkey',
      path('ca.key'), '-CAcreateserial', '-days', '1', '-extfile', path('names'),
      '-out', path(`${who}.pem`)); // prettier-ignore
  }
  return {
    ca: path('ca.pem'),
    brokerCert: path('broker.pem'),
    brokerKey: path('broker.key'),
    clientCert: path('client.pem'),
    clientKey: path('client.key'),
  };
}
