import { seededRng, type Rng } from '../math/rng.ts';
import { GENRES } from './vocabulary.ts';

/** How many circles of taste there are. */
export const CIRCLE_COUNT = 40;

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
}

/** Draws the circles of a seed. */
export function createCircles(seed: number, lastYear: number): Circles {
  const rng = seededRng(seed, 'simulator', 'circles');
  const circles = {
    genreWeights: new Float32Array(CIRCLE_COUNT * GENRES.length),
    eraYears: new Float32Array(CIRCLE_COUNT),
    eraWidths: new Float32Array(CIRCLE_COUNT),
    languages: new Uint8Array(CIRCLE_COUNT),
  };
  for (let circle = 0; circle < CIRCLE_COUNT; circle++) {
    const row = circle * GENRES.length;
    drawGenreWeights(rng, circles.genreWeights.subarray(row, row + GENRES.length));
    circles.eraYears[circle] = lastYear - Math.floor(rng.uniform() ** 2 * 70);
    circles.eraWidths[circle] = 6 + 25 * rng.uniform();
    circles.languages[circle] = rng.uniform() < 0.3 ? 1 + rng.integer(10) : 0;
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
