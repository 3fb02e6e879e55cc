import type { Receipt, Tier } from '../../domain/receipt.ts';
import type { AskedList } from '../control-asked-list.ts';
import { ago, facts, h } from './dom.ts';
import { counted, shortId, spaced } from './words.ts';

const TIERS: Readonly<Record<Tier, string>> = {
  personal: 'made for this very user',
  'folded-in': 'made from what this user watched lately',
  'segment-popularity': 'what people like this user watch',
  popularity: 'what everybody watches',
  constant: 'the same for everybody',
};
const SHOWN_HISTORY = 8;

/** Makes the box that asks for anybody's list work. */
export function askBox(form: HTMLElement, place: HTMLElement): void {
  const input = form.querySelector('input')!;
  const button = form.querySelector('button')!;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const user = input.value.trim();
    const isId = /^[0-9]+$/.test(user);
    input.setAttribute('aria-invalid', String(!isId));
    if (!isId) {
      place.replaceChildren(problem('A user id is one or more digits, such as 42.'));
      input.focus();
      return;
    }
    button.disabled = true;
    try {
      place.replaceChildren(...(await answer(user)));
    } catch {
      place.replaceChildren(problem('The list did not arrive. Is this server still running?'));
    } finally {
      button.disabled = false;
    }
  });
}

const problem = (words: string): HTMLElement => h('p', { class: 'problem', role: 'alert' }, words);

async function answer(user: string): Promise<Node[]> {
  const reply = await fetch(`/v1/ask/${user}`);
  if (!reply.ok) return [problem(((await reply.json()) as { message: string }).message)];
  const list = (await reply.json()) as AskedList;
  const receipt = await fetch(`/v1/receipts/${list.receiptId}`).then((r) =>
    r.ok ? (r.json() as Promise<Receipt>) : null,
  );
  return [
    h(
      'p',
      { class: 'from' },
      h('b', {}, `${counted(list.items.length, 'movie')} for user ${list.userId}`),
      `, ${TIERS[list.tier]}${list.modelVersion === null ? '' : `, by ${list.modelVersion}`}, in ${list.tookMs} ms.`,
    ),
    list.items.length === 0
      ? h('p', { class: 'soft' }, 'There is nothing to show yet: no model and no catalogue.')
      : h('ol', { class: 'titles' }, ...list.items.map((item) => row(item, list.tier))),
    receipt === null ? null : receiptFacts(receipt),
    h(
      'p',
      {},
      h(
        'a',
        { href: `/v1/receipts/${list.receiptId}`, class: 'receipt' },
        `Receipt ${list.receiptId}`,
      ),
    ),
  ].filter((node) => node !== null);
}

/** A movie; where another tier filled the place, that is said. */
const row = (
  { itemId, title, score, reason: { kind } }: AskedList['items'][number],
  tier: Tier,
): HTMLElement =>
  h(
    'li',
    {},
    h('span', { class: 'name', title: itemId }, title ?? itemId),
    ' ',
    h(
      'span',
      { class: 'soft score' },
      kind !== tier ? spaced(kind) : score === null ? '' : `score ${score.toPrecision(3)}`,
    ),
  );

function receiptFacts({
  history,
  removed,
  datasetId,
  codeVersion,
  latencyMs,
  atMs,
}: Receipt): HTMLElement {
  const rules = Object.entries(removed).filter(([, n]) => n > 0);
  return h(
    'details',
    {},
    h('summary', {}, 'Why this list'),
    facts([
      [
        'Made',
        h(
          'span',
          {},
          ago(new Date(atMs).toISOString()),
          `, within ${Number(latencyMs.toPrecision(3))} ms`,
        ),
      ],
      [
        'Watched lately',
        history.length === 0
          ? 'nothing that the model knows'
          : history.slice(-SHOWN_HISTORY).reverse().join(', '),
      ],
      [
        'Left out',
        rules.length === 0
          ? 'nothing'
          : rules.map(([rule, n]) => `${counted(n, 'movie')} (${spaced(rule)})`).join(', '),
      ],
      [
        'Trained on',
        datasetId === null ? null : h('span', {}, 'dataset ', h('code', {}, shortId(datasetId))),
      ],
      ['By sources', h('code', {}, shortId(codeVersion))],
    ]),
  );
}
