import type { Status } from './status-types.ts';
import { h, type Child } from './dom.ts';

type Attention = Status['attention'][number];

const WORDS: Readonly<Record<Attention['severity'], string>> = {
  stop: 'Act',
  look: 'Look',
  note: 'Note',
};

/** What needs attention, the weightiest first; notes are folded away where something weighs more. */
export function attention(items: readonly Attention[]): readonly Child[] {
  const weighty = items.filter(({ severity }) => severity !== 'note');
  const notes = items.filter(({ severity }) => severity === 'note');
  return [
    weighty.length === 0
      ? h(
          'p',
          { class: 'fine' },
          h('span', { class: 'mark', 'aria-hidden': 'true' }, '✓'),
          'Nothing needs attention.',
        )
      : list(weighty),
    notes.length === 0
      ? null
      : h(
          'details',
          {},
          h('summary', {}, notes.length === 1 ? 'One note' : `${notes.length} notes`),
          list(notes),
        ),
  ];
}

const list = (items: readonly Attention[]): HTMLElement =>
  h(
    'ul',
    { class: 'items' },
    ...items.map(({ severity, message, advice }) =>
      h(
        'li',
        { class: severity },
        h('b', {}, WORDS[severity]),
        h(
          'div',
          {},
          h('p', {}, message),
          advice === null
            ? null
            : h(
                'p',
                { class: 'advice' },
                advice.startsWith('npx ') ? h('code', {}, advice) : advice,
              ),
        ),
      ),
    ),
  );
