import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postedLines, type PostedType } from '../../../src/http/posted-lines.ts';

const linesOf = (type: PostedType, body: string | Buffer): unknown => {
  const posted = postedLines(type, Buffer.from(body));
  if (!posted.ok) return posted;
  expect(posted.bytes.toString('latin1')).toBe(
    posted.bytes.toString('latin1').split('\n').slice(0, -1).join('\n') + '\n',
  );
  expect(posted.bytes.toString('utf8').split('\n').length - 1).toBe(posted.texts.length);
  return posted.texts;
};

describe('the lines of a JSON body', () => {
  it('are the elements of an array as they were written, each on one line', () => {
    const body = '[ {"a": 1},\r\n  {"b": [1, {"c": "],[\\"}"}],\n   "d": 12345678901234567890}\n]';
    expect(linesOf('application/json', body)).toEqual([
      '{"a": 1}',
      '{"b": [1, {"c": "],[\\"}"}],   "d": 12345678901234567890}',
    ]);
  });

  it('are one for an object', () => {
    expect(linesOf('application/json', '{\n"a":1}\n')).toEqual(['{"a":1}']);
  });

  it('say the same as the elements, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(3), (values, indent) => {
        const lines = linesOf('application/json', JSON.stringify(values, null, indent));
        expect((lines as string[]).map((line) => JSON.parse(line))).toEqual(
          JSON.parse(JSON.stringify(values)),
        );
      }),
    );
  });

  it.each([
    ['[{"a":1},\n{"b":}]', 2],
    ['[{"a":1},\n\n{"b":1}', 3],
    ['nonsense', 1],
    ['', 1],
    ['3', 1],
    ['null', 1],
    ['[1] trailing', 1],
  ])('are none in %j, by its line', (body, line) => {
    expect(linesOf('application/json', body)).toEqual({ ok: false, refusal: 'bad-json', line });
  });

  it('are none in an empty array', () => {
    expect(linesOf('application/json', '[ ]')).toEqual({ ok: false, refusal: 'empty-batch' });
  });
});

describe('the lines of an NDJSON body', () => {
  it('are its lines, without empty ones and carriage returns', () => {
    expect(linesOf('application/x-ndjson', '{"a":1}\r\n\n{"b":"ü"}')).toEqual([
      '{"a":1}',
      '{"b":"ü"}',
    ]);
  });

  it('are none where one is broken, by its line', () => {
    const bad = (line: number) => ({ ok: false, refusal: 'bad-json', line });
    expect(linesOf('application/x-ndjson', '{"a":1}\n\n{"b":\n')).toEqual(bad(3));
    const latin = Buffer.concat([Buffer.from('{"a":1}\n"'), Buffer.from([0xe4]), Buffer.from('"')]);
    expect(linesOf('application/x-ndjson', latin)).toEqual(bad(2));
    expect(linesOf('application/x-ndjson', '\n \n')).toEqual({
      ok: false,
      refusal: 'empty-batch',
    });
  });
});

describe('the lines of a text', () => {
  it('are its lines as they are, also empty ones and those that are no UTF-8', () => {
    expect(linesOf('text/plain', 'a\r\n\nb')).toEqual(['a', '', 'b']);
    expect(linesOf('text/plain', Buffer.from([0xff, 10]))).toEqual([null]);
    expect(linesOf('text/plain', '')).toEqual({ ok: false, refusal: 'empty-batch' });
  });
});
