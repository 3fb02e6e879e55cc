/** The kinds of experiments in words. */
export const KIND_WORDS = {
  aa: 'A/A, both arms the same',
  ab: 'A/B, split by lot',
  canary: 'canary, a small share first',
  shadow: 'shadow, asked but not shown',
} as const;
