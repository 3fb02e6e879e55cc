import { describe, expect, it } from 'vitest';
import { parseKafkaUrl, reasonOf } from '../../../src/adapters/kafka-settings.ts';

describe('the address of a topic', () => {
  it('names brokers and topic', () => {
    expect(parseKafkaUrl('kafka://a.example:19092,10.0.0.1,[::1]:9093/movie.log-1')).toEqual({
      brokers: [
        { host: 'a.example', port: 19_092 },
        { host: '10.0.0.1', port: 9_092 },
        { host: '::1', port: 9_093 },
      ],
      topic: 'movie.log-1',
    });
  });

  it.each([
    'kafka://a:9092',
    'kafka:///t',
    'kafka://a:0/t',
    'kafka://a:65536/t',
    'kafka://a,/t',
    'kafka://a/t/u',
    'kafka://a/t u',
    'kafka://user:password@a:9092/t',
    'file:a',
  ])('is not %s', (text) => expect(parseKafkaUrl(text)).toBe(null));
});

describe('the reason of a failure', () => {
  it('is what the innermost error says', () => {
    const inner = new Error('connection refused');
    const outer = new Error('connecting failed', { cause: inner });
    expect(reasonOf(new AggregateError([new Error('first'), outer], 'tried twice'))).toBe(
      'connection refused',
    );
    expect(reasonOf('text')).toBe('text');
  });
});
