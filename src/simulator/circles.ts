import { seededRng, type Rng } from '../math/rng.ts';
import { cumulativeOf } from './draws.ts';
import type { ItemTable } from './item-table.ts';
import { GENRES } from './vocabulary.ts';

/** How many circles of taste there are. */
export const CIRCLE_COUNT = 18;

/**
 * Circles of taste: what people who like similar things have in common. A viewer belongs to one
 * to three of them and is in the mood for one at a time, so what a viewer likes is a mixture and
 * not a product of a viewer's vector with a movie's.
 */
export interface Circles {
  /** CIRCLE_COUNT × GENRES.length, row-major: about -1.6 (cannot stand) … 2 (loves). */
  readonly genreWeights: Float32Array;
  /** Year at the centre of the era the circle prefers. */
  readonly eraYears: Float32Array;
  /** Years around it that still please. */
  readonly eraWidths: Float32Array;
  /** Language (row of LANGUAGES) besides English that the circle watches; 0 for none. */
  readonly languages: Uint8Array;
  /** CIRCLE_COUNT × items, row-major: what the circle makes of single movies; cult films from 1.5 on. */
  readonly cult: Float32Array;
  /** Per circle the running sums of how much its members talk about each movie. */
  readonly talk: readonly Float64Array[];
}

/** Draws the circles of a seed. */
export function createCircles(seed: number, items: ItemTable): Circles {
  const rng = seededRng(seed, 'simulator', 'circles');
  const lastYear = items.years.reduce((a, b) => Math.max(a, b), 0);
  const circles = {
    genreWeights: new Float32Array(CIRCLE_COUNT * GENRES.length),
    eraYears: new Float32Array(CIRCLE_COUNT),
    eraWidths: new Float32Array(CIRCLE_COUNT),
    languages: new Uint8Array(CIRCLE_COUNT),
    cult: new Float32Array(CIRCLE_COUNT * items.count),
    talk: [] as Float64Array[],
  };
  for (let circle = 0; circle < CIRCLE_COUNT; circle++) {
    const row = circle * GENRES.length;
    drawGenreWeights(rng, circles.genreWeights.subarray(row, row + GENRES.length));
    circles.eraYears[circle] = lastYear - Math.floor(rng.uniform() ** 2 * 60);
    circles.eraWidths[circle] = 8 + 25 * rng.uniform();
    circles.languages[circle] = rng.uniform() < 0.3 ? 1 + rng.integer(10) : 0;
    const cult = circles.cult.subarray(circle * items.count, (circle + 1) * items.count);
    drawCult(rng, cult);
    circles.talk.push(
      cumulativeOf(cult.map((liking, i) => Math.exp(liking) * items.fame[i]! ** 0.5)),
    );
  }
  return circles;
}

/** Two genres a circle lives for, three it likes, three it avoids; the rest leaves it cold. */
function drawGenreWeights(rng: Rng, weights: Float32Array): void {
  const order = Array.from(weights, (_, genre) => genre);
  rng.shuffle(order);
  for (const [place, genre] of order.entries())
    if (place < 2) weights[genre] = 1.3 + 0.7 * rng.uniform();
    else if (place < 5) weights[genre] = 0.3 + 0.6 * rng.uniform();
    else if (place < 8) weights[genre] = -0.6 - rng.uniform();
    else weights[genre] = 0.25 * rng.normal();
}

/** One movie in nine is a cult film of the circle, the more so the rarer. */
function drawCult(rng: Rng, cult: Float32Array): void {
  for (let item = 0; item < cult.length; item++) {
    const draw = rng.normal();
    cult[item] = draw > 1.2 ? 0.6 + 1.2 * draw : 0.3 * draw;
  }
}
