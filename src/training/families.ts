import { errorOf } from '../domain/errors.ts';
import { als } from './als/als.ts';
import { blend } from './blend/blend.ts';
import { ease } from './ease/ease.ts';
import { danDlae } from './linear/dan-dlae.ts';
import { dlae } from './linear/dlae.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import { itemKnn } from './item-knn/item-knn.ts';
import { popularity } from './popularity/popularity.ts';
import { transitions } from './transitions/transitions.ts';
import type { Family } from './trainer.ts';

/** Every model family by its name, the cheapest first. */
export const families: Readonly<Record<string, Family>> = Object.freeze({
  popularity,
  transitions,
  'item-knn': itemKnn,
  als,
  ease,
  dlae,
  'dan-dlae': danDlae,
  blend,
});

/** The family of a name. @throws InputError `FAMILY_UNKNOWN`, naming the nearest */
export function requireFamily(name: string): Family {
  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  if (family !== undefined) return family;
  const known = Object.keys(families);
  throw errorOf('FAMILY_UNKNOWN', {
    found: name,
    nearest: nearestWord(name, known),
    known: known.join(', '),
  });
}
