/** How much a diagnosis matters: nothing to do, worth knowing, or damage with a way out. */
export type DiagnosisState = 'well' | 'note' | 'trouble';

/** What the doctor found of one thing. */
export interface Diagnosis {
  /** What was looked at, in a word or two, stable over releases. */
  readonly check: string;
  readonly state: DiagnosisState;
  /** One plain sentence: what was found. */
  readonly message: string;
  /** What to do; `null` where there is nothing to do. */
  readonly wayOut: string | null;
}

/** Nothing to do. */
export const well = (check: string, message: string): Diagnosis => ({
  check,
  state: 'well',
  message,
  wayOut: null,
});

/** Worth knowing; it mends itself or waits for somebody's choice. */
export const noteworthy = (check: string, message: string, wayOut: string | null): Diagnosis => ({
  check,
  state: 'note',
  message,
  wayOut,
});

/** Damage. */
export const trouble = (check: string, message: string, wayOut: string): Diagnosis => ({
  check,
  state: 'trouble',
  message,
  wayOut,
});
