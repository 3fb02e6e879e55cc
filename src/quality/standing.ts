import type { Coverage } from '../catalogue/index.ts';

/**
 * What a catalogue can say of an id: `known`; `unverified`, because a partial catalogue lacks it;
 * `unknown`, because a complete one does, or because the API said so; `pending`, because the API has
 * not been asked about it. Without a catalogue of the kind, ids are taken as they are.
 */
export type Standing = 'known' | 'unverified' | 'unknown' | 'pending';

/**
 * The standing of an id that a catalogue of the given coverage has or lacks.
 *
 * @param isMissing whether the API said that there is no such id; matters for `live` only
 */
export function standingOf(coverage: Coverage, has: boolean, isMissing: () => boolean): Standing {
  if (has || coverage === 'none') return 'known';
  if (coverage === 'partial') return 'unverified';
  return coverage === 'complete' || isMissing() ? 'unknown' : 'pending';
}
