import type { Coverage } from '../catalogue/index.ts';

/**
 * What a catalogue can say of an id: `known`; `unverified`, because a partial catalogue lacks it;
 * `unknown`, because a complete one does. Without a catalogue of the kind, ids are taken as they
 * are.
 */
export type Standing = 'known' | 'unverified' | 'unknown';

/** The standing of an id that a catalogue of the given coverage has or lacks. */
export const standingOf = (coverage: Coverage, has: boolean): Standing =>
  has || coverage === 'none' ? 'known' : coverage === 'partial' ? 'unverified' : 'unknown';
