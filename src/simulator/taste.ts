import { hashBits, hashNormal, hashUnit } from './draws.ts';
import { CIRCLE_COUNT } from './circles.ts';
import { ageOf } from './user-record.ts';

/** What a viewer likes, looked up from the seed whenever it is needed. */
export interface Taste {
  /** Key of everything this viewer's heart says about single movies. */
  readonly key: number;
  readonly age: number;
  /** One to three circles (rows of Circles); the viewer is in the mood for one at a time. */
  readonly circles: readonly number[];
  /** Chance of each circle's mood by part of the day: `moods[daypart][k]`, rows sum to 1. */
  readonly moods: readonly (readonly number[])[];
  /** Two production companies the viewer is loyal to, as units to be scaled by their number. */
  readonly companyUnits: readonly [number, number];
  /** Three faces the viewer follows, as units to be scaled by their number. */
  readonly faceUnits: readonly [number, number, number];
  /** How much the next part of a liked series attracts, 0.5 … 3. */
  readonly sequelPull: number;
  /** How soon the same genre again and again bores, 0 … 1. */
  readonly restlessness: number;
  /** How much general quality counts, 0.1 … 0.5. */
  readonly discernment: number;
  /** Added to the chance of seeing a film to its end, in logits. */
  readonly patience: number;
  /** Whether films in foreign languages are welcome. */
  readonly readsSubtitles: boolean;
}

/** Night, morning, afternoon, evening: six hours each. */
export const DAYPART_COUNT = 4;
export const NIGHT = 0;
const HOUR_MS = 3_600_000;

/** @returns 0 night, 1 morning, 2 afternoon, 3 evening (UTC) */
export const daypartOf = (atMs: number): number => Math.floor(((atMs / HOUR_MS) % 24) / 6);

/**
 * The taste of a user. @param userNumber 1, 2, …
 * @param epoch 0 before a taste shift; half of the users have another taste in every further epoch
 */
export function tasteOf(seed: number, userNumber: number, epoch: number): Taste {
  const shifted = hashUnit(seed, userNumber, 9, epoch) < 0.5 ? epoch : 0;
  const key = hashBits(seed, userNumber, 10, shifted);
  const unit = (field: number): number => hashUnit(key, field, 0);
  const circleCount = 1 + (unit(1) < 0.6 ? 1 : 0) + (unit(2) < 0.25 ? 1 : 0);
  const circles = Array.from({ length: circleCount }, (_, k) => hashBits(key, 3, k) % CIRCLE_COUNT);
  return {
    key,
    age: ageOf(seed, userNumber),
    circles,
    moods: Array.from({ length: DAYPART_COUNT }, (_, part) => moodsOf(key, circles, part)),
    companyUnits: [unit(4) ** 2, unit(5) ** 2],
    faceUnits: [unit(6) ** 1.5, unit(7) ** 1.5, unit(8) ** 1.5],
    sequelPull: 0.5 + 2.5 * unit(9),
    restlessness: unit(10),
    discernment: 0.1 + 0.4 * unit(11),
    patience: 0.4 * hashNormal(key, 12, 0),
    readsSubtitles: unit(13) < 0.35,
  };
}

/** The first circle is the one most lived in; the part of the day moves the shares. */
function moodsOf(key: number, circles: readonly number[], part: number): readonly number[] {
  const weights = circles.map(
    (_, k) => Math.exp(0.8 * hashNormal(key, 20 + k, part)) / (1 + 0.7 * k),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** The circle a viewer is in the mood for. @param unit in [0, 1) */
export function moodAt(taste: Taste, atMs: number, unit: number): number {
  const shares = taste.moods[daypartOf(atMs)]!;
  let left = unit;
  for (const [k, share] of shares.entries()) if ((left -= share) < 0) return taste.circles[k]!;
  return taste.circles.at(-1)!;
}
