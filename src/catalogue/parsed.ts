/** What a row of a catalogue file gives: the record, or what is wrong with the row. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** A row that cannot be used. @param problem a few words, quoted in a finding */
export const unusable = (problem: string): Parsed<never> => ({ ok: false, problem });
