import { describe, expect, it } from 'vitest';
import { rawRefusal } from '../../../src/http/refusals.ts';

describe('rawRefusal', () => {
  it('is a whole answer that closes the connection and gives its true length', () => {
    const [head, body] = rawRefusal(431).split('\r\n\r\n');
    expect(head!.split('\r\n')).toEqual([
      'HTTP/1.1 431 too-large',
      'content-type: text/plain; charset=utf-8',
      'content-length: 25',
      'connection: close',
    ]);
    expect(body).toBe('The request is too large.');
    expect(body).toHaveLength(25);
  });

  it.each([
    [418, 'bad-request'],
    [507, 'internal-error'],
  ])('has words of the same kind for a status without its own: %d', (status, error) => {
    expect(rawRefusal(status)).toContain(`HTTP/1.1 ${status} ${error}`);
  });
});
