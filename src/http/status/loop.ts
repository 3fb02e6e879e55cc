import type { Status } from './status-types.ts';
import { h, s, setText } from './dom.ts';
import { cards, type Step } from './loop-cards.ts';

/** Each step with its name, and where its panel begins. */
const STEPS: readonly (readonly [key: Step, name: string, target: string])[] = [
  ['stream', 'Stream', '#stream-panel'],
  ['quality', 'Quality', '#stream-panel'],
  ['lake', 'Lake', '#stream-panel'],
  ['dataset', 'Dataset', '#data-panel'],
  ['training', 'Training', '#training-panel'],
  ['gate', 'Gate', '#models-panel'],
  ['champion', 'Champion', '#models-panel'],
  ['serving', 'Serving', '#serving-panel'],
  ['viewers', 'Viewers', '#report-title'],
];
const HEAD = 5;

/**
 * The loop from the stream to the viewers and back: a card for each step, in a grid whose shape
 * the style sheet chooses, and arrows drawn from card to card wherever they come to lie.
 *
 * @returns puts in the figures
 */
export function loop(place: HTMLElement): (status: Status) => void {
  const drawing = s('svg', { class: 'arrows', 'aria-hidden': 'true' });
  const steps = STEPS.map(([key, name, target]) => {
    const figure = h('b', {}, '–');
    const unit = h('span', { class: 'unit' });
    const notes = [h('span', { class: 'note' }, 'waiting …'), h('span', { class: 'note' })];
    const card = h(
      'a',
      { class: `step ${key}`, href: target, 'data-state': 'waiting' },
      h('span', { class: 'title' }, name),
      h('span', { class: 'figure' }, figure, ' ', unit),
      ...notes,
    );
    return { key, card, figure, unit, notes };
  });
  const all = steps.map(({ card }) => card);
  place.replaceChildren(drawing, ...all);
  const draw = (): void => drawArrows(place, drawing, all);
  new ResizeObserver(draw).observe(place);
  return (status) => {
    const told = cards(status);
    for (const { key, card, figure, unit, notes } of steps) {
      const now = told[key];
      setText(figure, now.figure);
      setText(unit, now.unit);
      notes.forEach((note, k) => setText(note, now.notes[k] ?? ''));
      card.dataset.state = now.state;
    }
    place.classList.toggle('reading', (status.stream.linesPerSecond ?? 0) > 0);
    place.classList.toggle('answering', (status.serving.answersPerSecond ?? 0) > 0);
    place.classList.toggle('training', status.training.current !== null);
    draw();
  };
}

/** Which arrows move with what. */
const MOVES = [
  'reading',
  'reading',
  'training',
  'training',
  'training',
  'training',
  'none',
  'answering',
  'reading',
];

function drawArrows(place: Element, drawing: SVGElement, steps: readonly Element[]): void {
  const ground = place.getBoundingClientRect();
  const boxes = steps.map((card) => {
    const { left, top, right, bottom } = card.getBoundingClientRect();
    return {
      left: left - ground.left,
      top: top - ground.top,
      right: right - ground.left,
      bottom: bottom - ground.top,
    };
  });
  drawing.setAttribute('viewBox', `0 0 ${ground.width} ${ground.height}`);
  const paths = boxes.flatMap((from, k) => arrow(from, boxes[(k + 1) % boxes.length]!, MOVES[k]!));
  drawing.replaceChildren(...paths);
}

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** A straight line across the gap between two neighbours, with a head. */
function arrow(from: Box, to: Box, moves: string): SVGElement[] {
  const top = Math.max(from.top, to.top);
  const bottom = Math.min(from.bottom, to.bottom);
  const isLevel = bottom > top;
  const left = Math.max(from.left, to.left);
  const right = Math.min(from.right, to.right);
  const middle = isLevel ? (top + bottom) / 2 : (left + right) / 2;
  const forward = isLevel ? to.left >= from.right : to.top >= from.bottom;
  const start = isLevel ? (forward ? from.right : from.left) : forward ? from.bottom : from.top;
  const end = isLevel ? (forward ? to.left : to.right) : forward ? to.top : to.bottom;
  const sign = forward ? 1 : -1;
  const neck = end - sign * HEAD * 1.6;
  const point = (along: number, aside: number): string =>
    isLevel ? `${along} ${middle + aside}` : `${middle + aside} ${along}`;
  return [
    s('path', { class: `wire ${moves}`, d: `M${point(start, 0)}L${point(neck, 0)}` }),
    s('path', {
      class: 'head',
      d: `M${point(end - sign, 0)}L${point(neck, -HEAD)}L${point(neck, HEAD)}Z`,
    }),
  ];
}
