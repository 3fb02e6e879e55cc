const MARKS = { pass: '✓', note: '·', warn: '▲', block: '■', skipped: '–' } as const;
const WORDS = {
  pass: 'sound',
  note: 'noted',
  warn: 'look',
  block: 'blocks training',
  skipped: 'skipped',
} as const;

/** How a check came out: a shape and a word besides the colour. */
export const VerdictTag = ({ verdict }: { readonly verdict: keyof typeof MARKS }) => (
  <span className="verdict-tag" data-verdict={verdict}>
    <span aria-hidden="true">{MARKS[verdict]}</span> {WORDS[verdict]}
  </span>
);
