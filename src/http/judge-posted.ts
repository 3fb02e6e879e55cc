import type { LineDecoder, QuarantineReason } from '../events/index.ts';

/** Which of some lines the reading will set aside, so that the sender learns it at once. */
export type PostedVerdict = {
  /** Lines that cannot be decoded; they are kept all the same, because the log is the truth. */
  readonly undecodable: number;
  readonly reasons: { readonly [R in QuarantineReason]?: number };
  /** The first few of them, 1-based. */
  readonly examples: readonly { readonly line: number; readonly reason: QuarantineReason }[];
};

const EXAMPLES = 5;

/** Decodes lines as the reading will. Ids are not held against the catalogue. */
export function judgePosted(
  texts: readonly (string | null)[],
  { decode }: LineDecoder,
): PostedVerdict {
  const reasons: Partial<Record<QuarantineReason, number>> = {};
  const examples: { line: number; reason: QuarantineReason }[] = [];
  let undecodable = 0;
  for (const [at, text] of texts.entries()) {
    const decoded = text === null ? ({ ok: false, reason: 'not_utf8' } as const) : decode(text);
    if (decoded.ok) continue;
    undecodable++;
    reasons[decoded.reason] = (reasons[decoded.reason] ?? 0) + 1;
    if (examples.length < EXAMPLES) examples.push({ line: at + 1, reason: decoded.reason });
  }
  return { undecodable, reasons, examples };
}
