import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/pages/html.ts';

describe('html', () => {
  it('escapes whatever is inserted as text', () => {
    expect(html`<b title="${'"x"'}">${`<i>&'`}</b>`.markup).toBe(
      '<b title="&quot;x&quot;">&lt;i&gt;&amp;&#39;</b>',
    );
  });

  it('inserts pieces of a page, lists of them, numbers and nothing', () => {
    expect(html`${html`<i>1</i>`}${[2, null, html`<b>3</b>`]}${null}`.markup).toBe(
      '<i>1</i>2<b>3</b>',
    );
  });

  it('shows control characters and turned text as a sign', () => {
    expect(html`${'a\u001bb\u202ec'}`.markup).toBe('a\ufffdb\ufffdc');
  });

  it('keeps a number and its unit on one line', () => {
    expect(html`${'99 % in 24 ms'}`.markup).toBe('99\u00a0% in 24\u00a0ms');
  });

  it('lets no text open a tag or end an attribute', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']/);
      }),
    );
  });
});
