import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continueTrace, requestIdOf, traceparentOf } from '../../../src/http/request-identity.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('requestIdOf', () => {
  it.each(['a', 'order-7:1', 'A.b_c@d+e/f=', 'x'.repeat(128)])('keeps the token %s', (token) => {
    expect(requestIdOf(token)).toBe(token);
  });

  it.each([undefined, '', 'a b', 'a\nb', '<script>', 'é', 'a,b', 'x'.repeat(129)])(
    'makes a new one in place of %j',
    (header) => {
      const made = requestIdOf(header);
      expect(made).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );
});

describe('continueTrace', () => {
  it('keeps trace and sampling and makes a span of its own', () => {
    const trace = continueTrace(`00-${TRACE}-${SPAN}-01`)!;
    expect(trace).toMatchObject({ traceId: TRACE, isSampled: true });
    expect(trace.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.spanId).not.toBe(SPAN);
    // Flags that this version does not know are not passed on.
    expect(traceparentOf(continueTrace(`00-${TRACE}-${SPAN}-fe`)!)).toMatch(/-00$/);
  });

  it('reads a later version as far as it knows it', () => {
    expect(continueTrace(`cc-${TRACE}-${SPAN}-01-what-comes-later`)?.traceId).toBe(TRACE);
  });

  it.each([
    undefined,
    '',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `cc-${TRACE}-${SPAN}-01more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    ` 00-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])('does not go on with %j', (header) => {
    expect(continueTrace(header)).toBeNull();
  });

  it('takes any text, and what it sends can be gone on with', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0af-') })),
        (text) => {
          const trace = continueTrace(text);
          if (trace !== null) expect(continueTrace(traceparentOf(trace))).not.toBeNull();
        },
      ),
    );
  });
});
