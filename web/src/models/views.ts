/** The views of Models. */
export const MODEL_VIEWS = [
  ['/models', 'Versions'],
  ['/models/runs', 'Runs'],
  ['/models/tuning', 'Tuning'],
  ['/models/changes', 'Changes'],
] as const;
