import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventClient } from '../../../src/http/control-event-client.ts';

/** A reader that takes the next text only when it is told to. */
function slowReader() {
  const taken: string[] = [];
  let take: (() => void) | null = null;
  const response = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      taken.push(text);
      take = done;
    },
  });
  const next = async (): Promise<void> => {
    take?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { response, taken, next };
}

describe('a client of the events', () => {
  it('that reads slowly misses states, never the latest, and no comment waits', async () => {
    const { response, taken, next } = slowReader();
    const client = eventClient(response);
    for (const text of ['one', 'two', ': beat', 'three', ': beat']) client.send(text);
    expect(taken).toEqual(['one']);
    await next();
    expect(taken).toEqual(['one', 'three']);
    await next();
    expect(taken).toEqual(['one', 'three']);
    client.send('four');
    expect(taken).toEqual(['one', 'three', 'four']);
  });

  it('whose connection breaks is let go', () => {
    const { response } = slowReader();
    eventClient(response);
    response.emit('error', new Error('broken pipe'));
    expect(response.destroyed).toBe(true);
  });

  it('is told the end', async () => {
    const { response, next } = slowReader();
    const client = eventClient(response);
    client.send('one');
    client.end();
    await next();
    expect(response.writableFinished).toBe(true);
  });
});
