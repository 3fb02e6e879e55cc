import type { Rng } from '../math/rng.ts';
import { ADJECTIVES, FAMILY_NAMES, FOREIGN_WORDS, GIVEN_NAMES, NOUNS, PLACES } from './words.ts';

const pick = (rng: Rng, words: readonly string[]): string => words[rng.integer(words.length)]!;

const withArticle = (word: string): string => `${/^[AEIOU]/.test(word) ? 'An' : 'A'} ${word}`;

type Template = (rng: Rng) => string;

const noun: Template = (rng) => pick(rng, NOUNS);
const adjective: Template = (rng) => pick(rng, ADJECTIVES);

/** English patterns; commas, colons, apostrophes and ampersands are there for the ids they make. */
const TEMPLATES: readonly Template[] = [
  (r) => `The ${adjective(r)} ${noun(r)}`,
  (r) => `${adjective(r)} ${noun(r)}`,
  (r) => `The ${noun(r)} of ${pick(r, PLACES)}`,
  (r) => `${noun(r)} in ${pick(r, PLACES)}`,
  (r) => `The ${noun(r)}'s ${noun(r)}`,
  (r) => `${pick(r, GIVEN_NAMES)} and the ${noun(r)}`,
  (r) => `${pick(r, GIVEN_NAMES)} ${pick(r, FAMILY_NAMES)}`,
  (r) => `${withArticle(noun(r))} for ${pick(r, GIVEN_NAMES)}`,
  (r) => `The ${noun(r)} and the ${noun(r)}`,
  (r) => `${adjective(r)} ${noun(r)}: The ${pick(r, GIVEN_NAMES)} ${pick(r, FAMILY_NAMES)} Story`,
  (r) => `The ${adjective(r)}, the ${adjective(r)} and the ${noun(r)}`,
  (r) => `Goodbye, ${pick(r, PLACES)}`,
  (r) => `${1 + r.integer(40)} ${noun(r)}s`,
  (r) => `From ${pick(r, PLACES)} to ${pick(r, PLACES)}`,
  (r) => `Who Stole the ${adjective(r)} ${noun(r)}?`,
];
const ODD: readonly Template[] = [
  (r) => `${pick(r, GIVEN_NAMES)} & ${pick(r, GIVEN_NAMES)}`,
  (r) => `...and the ${noun(r)} for All`,
  (r) => `M*R*${noun(r)[0]!}*H`,
  (r) => `X-${noun(r)}`,
  (r) => `Dr. ${pick(r, FAMILY_NAMES)}`,
];

/** An English title. About one in thirty is of a form that makes ids such as `benny++joon+1993`. */
export const englishTitle: Template = (rng) =>
  rng.uniform() < 0.033 ? pick2(rng, ODD) : pick2(rng, TEMPLATES);

const pick2 = (rng: Rng, templates: readonly Template[]): string =>
  templates[rng.integer(templates.length)]!(rng);

/** A title in the language itself; English where there are no words of it. */
export function originalTitle(rng: Rng, language: string): string {
  const words = FOREIGN_WORDS[language];
  if (words === undefined) return englishTitle(rng);
  return Array.from({ length: 1 + rng.integer(4) }, () => pick(rng, words)).join(' ');
}

const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

/** Title of a later part of a series: `X 2`, `X III`, `X: The …`. @param part ≥ 2 */
export function sequelTitle(rng: Rng, first: string, part: number): string {
  const stem = first.replace(/:.*$/, '');
  const form = rng.integer(3);
  if (form === 0) return `${stem} ${part}`;
  if (form === 1) return `${stem} ${ROMAN[part] ?? part}`;
  return `${stem}: The ${adjective(rng)} ${noun(rng)}`;
}

/** Name of a production company. */
export const companyName: Template = (rng) =>
  `${pick(rng, rng.integer(2) === 0 ? ADJECTIVES : FAMILY_NAMES)} ${noun(rng)} ${pick(rng, ['Pictures', 'Films', 'Productions', 'Entertainment', 'Studios', 'Film'])}`;
