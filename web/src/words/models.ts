import { capitalized, familyOf, spokenName } from './names.ts';

/** What a family of models does, after its name. */
const FAMILIES: Readonly<Record<string, string>> = {
  popularity: 'gives everybody what most viewers watch.',
  'item-knn': 'gives what viewers liked who liked the same titles.',
  transitions: 'gives what viewers watched next after the same titles.',
  als: 'learns a few tastes from who liked what, and how much of each is in a viewer and a title.',
  ease: 'learns how much liking one title says about liking each of the others.',
  dlae: 'learns how much liking one title says about liking each of the others.',
  'dan-dlae': 'learns the same, and favours titles that few have seen.',
  blend: 'weighs the scores of several models.',
};

/** What a version does, for somebody who does not know its family; `null` where that is not known. */
export const familyWords = (version: string): string | null => FAMILIES[familyOf(version)] ?? null;

/** Names of metrics that are short for something. */
const METRICS: Readonly<Record<string, string>> = { ndcg: 'NDCG', map: 'MAP', mrr: 'MRR' };

/** A metric as people say it. @param name such as `hitRate` */
export const metricName = (name: string): string => METRICS[name] ?? capitalized(spokenName(name));

/** What the measure of quality means. */
export const NDCG_WORDS =
  'How high on a list of ten stand the titles that viewers liked later: 1 is all of them first, 0 none of them.';
