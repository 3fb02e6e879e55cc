import {
  alikeGetAlike,
  listsAreFull,
  noHistoryIsPopular,
  scoresAreFinite,
  watchedIsLeftOut,
} from './checks.ts';
import { genreMovesTheList } from './genre-check.ts';
import type { Behaviour, Subject } from './subject.ts';

/**
 * Whether a model behaves as anybody would expect, whatever its metrics say. Passes on
 * what the scorer throws.
 *
 * Source: Ribeiro, Wu, Guestrin & Singh, "Beyond accuracy: behavioral testing of NLP models with
 * CheckList", ACL 2020; of recommenders: Tagliabue et al., "RecList", WWW 2022.
 */
export const behave = (subject: Subject): readonly Behaviour[] =>
  [
    scoresAreFinite,
    watchedIsLeftOut,
    listsAreFull,
    noHistoryIsPopular,
    alikeGetAlike,
    genreMovesTheList,
  ].map((check) => check(subject));
